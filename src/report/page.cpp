#include "report/page.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "os/spill.hpp"
#include "report/page_json.hpp"
#include "report/page_source.hpp"
#include "report/summary.hpp"

namespace backsift::report {

namespace {

constexpr std::size_t k_most_ordinary = 50'000; // rows of ordinary messages in a page
constexpr message::UnixTime k_around_storm = 3600;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string opening(std::string_view id) {
    return R"(<script type="application/json" id=")" + std::string(id) + R"(">)";
}
constexpr std::string_view k_closing = "</script>\n";

// A spilled line: "r TIME JSON" for a reply, "o TIME JSON" for an ordinary message; no TIME, "-".
struct Line {
    bool ordinary = false;
    std::optional<message::UnixTime> time;
    std::string_view json;
};

std::string spilled(const Entry& entry, PageTexts& texts) {
    const bool reply = rules::is_automatic_reply(entry.verdict.kind);
    return std::string(reply ? "r " : "o ") + (entry.time ? std::to_string(*entry.time) : "-") + ' '
           + page_row(entry, texts);
}

Line read_line(std::string_view text) {
    Line line;
    line.ordinary = text.starts_with('o');
    text.remove_prefix(2);
    const std::size_t blank = text.find(' ');
    message::UnixTime time = 0;
    if (std::from_chars(text.data(), text.data() + blank, time).ec == std::errc())
        line.time = time;
    line.json = text.substr(blank + 1);
    return line;
}

bool in_storm(const std::vector<Storm>& storms, const std::optional<message::UnixTime>& time) {
    return time && std::any_of(storms.begin(), storms.end(), [&](const Storm& storm) {
               return *time >= storm.begin - k_around_storm && *time < storm.end + k_around_storm;
           });
}

class PageWriter final : public Writer {
  public:
    PageWriter(PageAbout about, os::Spill spill)
        : about_(std::move(about)),
          spill_(std::move(spill)) {}

    [[nodiscard]] std::string row(const Entry&) const override { return {}; } // texts_ is shared
    [[nodiscard]] std::string unreadable_row(const std::string&,
                                             const std::string&) const override {
        return {};
    }

    [[nodiscard]] bool add(const Entry& entry, std::string_view, const Sink&) override {
        return held(spill_.add(spilled(entry, texts_)));
    }

    [[nodiscard]] bool end(const Tally& tally, const Sink& sink) override {
        const std::string text = summary(tally, Dress{});
        return sink(k_page_source.before_title) && sink(escaped(about_.title))
               && sink(k_page_source.before_summary) && sink(escaped(text))
               && sink(k_page_source.before_data) && rows(tally, sink)
               && sink(opening("texts") + texts_.json()) && sink(k_closing)
               && sink(opening("result") + page_result(tally, about_, left_out_)) && sink(k_closing)
               && sink(k_page_source.end);
    }

    [[nodiscard]] std::optional<base::Failure> trouble() const override { return trouble_; }

  private:
    bool held(base::Result<base::Done> done) {
        if (!done && !trouble_)
            trouble_ = done.error();
        return done.has_value();
    }

    bool rows(const Tally& tally, const Sink& sink) {
        const std::vector<Storm> storms = tally.storms();
        std::size_t ordinary = 0;
        bool first = true;
        bool taken = sink(opening("rows") + "[");
        const auto visit = [&](std::string_view text) {
            const Line line = read_line(text);
            if (line.ordinary && ++ordinary > k_most_ordinary && !in_storm(storms, line.time)) {
                ++left_out_;
                return true;
            }
            taken = sink(std::exchange(first, false) ? "\n" : ",\n") && sink(line.json);
            return taken;
        };
        return taken && held(spill_.each(visit)) && taken && sink("]") && sink(k_closing);
    }

    PageAbout about_;
    os::Spill spill_;
    PageTexts texts_;
    std::size_t left_out_ = 0;
    std::optional<base::Failure> trouble_;
};

} // namespace

base::Result<std::unique_ptr<Writer>> page_writer(PageAbout about,
                                                  const std::string& temporary_directory) {
    auto spill = os::Spill::make(temporary_directory);
    if (!spill)
        return base::fail(spill.error());
    return std::make_unique<PageWriter>(std::move(about), std::move(*spill));
}

} // namespace backsift::report
