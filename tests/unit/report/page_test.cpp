#include "report/page.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "entries.hpp"
#include "report/page_json.hpp"
#include "support/temp_dir.hpp"

namespace backsift::report {
namespace {

using Json = nlohmann::json;
using proof::Answer;
using rules::Kind;
using verdict::Word;

constexpr std::string_view k_hostile = "</script><script>alert(1)</script>&amp;<!--";

Entry hostile() {
    Entry out = backscatter();
    out.subject = out.from = out.to = out.host = k_hostile;
    out.path = "/mail/" + std::string(k_hostile) + "\xFF";
    out.verdict.because = {std::string(k_hostile)};
    out.findings[0].excerpt = k_hostile;
    out.recipients[0].smtp = k_hostile;
    out.proofs[0].detail = k_hostile;
    return out;
}

Entry ordinary() {
    Entry out = entry(Kind::ordinary, Word::ordinary, Answer::unknown);
    out.findings.clear();
    out.proofs.clear();
    out.recipients.clear();
    return out;
}

class Page {
  public:
    Page() : writer_(page_writer({"A <b>title</b>", {"/mail"}, "1.0", 0}, dir_.path())) {}

    void add(const Entry& entry) {
        tally_.add(entry);
        EXPECT_TRUE((*writer_)->add(entry, "", sink()));
    }
    const std::string& end() {
        EXPECT_TRUE((*writer_)->end(tally_, sink()));
        return text_;
    }
    // The JSON of a script element.
    [[nodiscard]] Json data(const std::string& id) const {
        const std::string opening = "<script type=\"application/json\" id=\"" + id + "\">";
        const std::size_t begin = text_.find(opening) + opening.size();
        return Json::parse(text_.substr(begin, text_.find("</script>", begin) - begin));
    }

  private:
    [[nodiscard]] Sink sink() {
        return [this](std::string_view text) {
            text_ += text;
            return true;
        };
    }
    test::TempDir dir_;
    base::Result<std::unique_ptr<Writer>> writer_;
    Tally tally_{5};
    std::string text_;
};

TEST(PageJson, HoldsNothingThatEndsOrBeginsAnElement) {
    PageTexts texts;
    const std::string row = page_row(hostile(), texts);
    Tally tally;
    tally.add(hostile());
    tally.add_unreadable(std::string(k_hostile), "gone");
    for (const std::string& json : {row, texts.json(), page_result(tally, {}, 0)}) {
        EXPECT_EQ(json.find_first_of("<>&\n"), std::string::npos) << json;
        EXPECT_TRUE(Json::accept(json)) << json;
    }
}

TEST(PageJson, KeepsATextOnceThatManyRowsShow) {
    PageTexts texts;
    EXPECT_EQ(texts.number_of("a"), -1) << "it may never come again";
    EXPECT_EQ(texts.number_of("b"), -1);
    EXPECT_EQ(texts.number_of("a"), 0);
    EXPECT_EQ(texts.number_of("b"), 1);
    EXPECT_EQ(texts.number_of("a"), 0);
    EXPECT_EQ(Json::parse(texts.json()), (Json{"a", "b"}));
}

TEST(PageJson, WritesTheTextItselfWhereThereIsNoMoreRoom) {
    PageTexts texts;
    for (int i = 0; i < 40'000; ++i)
        static_cast<void>(texts.number_of(std::to_string(i % 20'000)));
    static_cast<void>(texts.number_of("one more"));
    EXPECT_EQ(texts.number_of("one more"), -1);
    EXPECT_NE(page_row(backscatter(), texts).find("mx.example.net"), std::string::npos);
}

TEST(PageWriter, PutsEveryMessageAndTheSumsIntoOnePage) {
    Page page;
    page.add(backscatter());
    page.add(at(ordinary(), 1'795'239'060));
    const std::string& text = page.end();
    EXPECT_TRUE(text.starts_with("<!DOCTYPE html>"));
    EXPECT_TRUE(text.ends_with("</html>\n"));
    EXPECT_NE(text.find("<title>A &lt;b&gt;title&lt;/b&gt;</title>"), std::string::npos);
    ASSERT_EQ(page.data("rows").size(), 2U);
    EXPECT_EQ(page.data("rows")[0][0], nullptr);
    EXPECT_EQ(page.data("rows")[1][0], 1'795'239'060);
    EXPECT_EQ(page.data("result")["messages"], 2);
    EXPECT_EQ(page.data("result")["left_out"], 0);
}

TEST(PageWriter, AllowsItsOwnScriptAndStyleOnly) {
    Page page;
    const std::string& text = page.end();
    const std::size_t policy = text.find("content=\"default-src 'none'; style-src 'sha256-");
    ASSERT_NE(policy, std::string::npos);
    const std::string rest = text.substr(policy, text.find('>', policy) - policy);
    EXPECT_NE(rest.find("script-src 'sha256-"), std::string::npos) << rest;
    EXPECT_EQ(rest.find("unsafe"), std::string::npos) << rest;
    EXPECT_EQ(text.find('@' + std::string("script@")), std::string::npos);
}

TEST(PageWriter, LeavesOutOrdinaryMailBeyondItsBoundButNotThatOfAStorm) {
    Page page;
    constexpr message::UnixTime k_storm = 1'795'239'060;
    for (int i = 0; i < 6; ++i)
        page.add(at(backscatter(), k_storm + i));
    for (int i = 0; i < 50'010; ++i)
        page.add(at(ordinary(), k_storm - 86'400));
    Entry matters = at(ordinary(), k_storm + 60);
    matters.subject = "the one that matters";
    page.add(matters);
    page.end();
    EXPECT_EQ(page.data("result")["left_out"], 10);
    const Json rows = page.data("rows");
    EXPECT_EQ(rows.size(), 50'007U);
    EXPECT_EQ(rows.back()[6], "the one that matters");
}

TEST(PageWriter, SaysWhyItCannotBegin) {
    EXPECT_FALSE(page_writer({}, "/no/such/folder"));
}

} // namespace
} // namespace backsift::report
