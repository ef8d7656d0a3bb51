#include "report/json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "entries.hpp"

namespace backsift::report {
namespace {

using Json = nlohmann::json;

TEST(Json, HoldsTheKeysOfTheContract) {
    const Json json = Json::parse(to_json(backscatter()));
    EXPECT_EQ(json["schema"], 1);
    EXPECT_EQ(json["path"], "mail/one.eml");
    EXPECT_EQ(json["kind"], "bounce");
    EXPECT_EQ(json["verdict"], "backscatter");
    EXPECT_EQ(json["place"], "folder");
    EXPECT_EQ(json["proof"], "absent");
    EXPECT_EQ(json["proofs"][0]["name"], "token");
    EXPECT_EQ(json["recipients"][0]["reason"], "user-unknown");
    EXPECT_EQ(json["findings"][0]["id"], "dsn-failed");
    EXPECT_EQ(json["returned"], "none");
    EXPECT_TRUE(json["defects"].empty());
    EXPECT_FALSE(json.contains("offset"));
}

TEST(Json, NamesTheOffsetOnlyInAnMbox) {
    Entry entry = backscatter();
    entry.offset = 4096;
    EXPECT_EQ(Json::parse(to_json(entry))["offset"], 4096);
}

TEST(Json, AnUnknownReversePathIsNull) {
    Entry entry = backscatter();
    entry.reverse_path.clear();
    EXPECT_TRUE(Json::parse(to_json(entry))["reverse_path"].is_null());
}

TEST(Json, StaysValidWhateverThePathHolds) {
    Entry entry = backscatter();
    entry.path = "bad\xFF\x01\"\\path\n";
    EXPECT_TRUE(Json::accept(to_json(entry)));
    EXPECT_EQ(to_json(entry).find('\n'), std::string::npos);
    EXPECT_TRUE(Json::accept(unreadable_json("bad\xFE", "Permission denied\n")));
}

TEST(Json, SpellsDefectsAsWords) {
    Entry entry = backscatter();
    entry.defects.note(message::Defect::header_only);
    EXPECT_EQ(Json::parse(to_json(entry))["defects"][0],
              message::word(message::Defect::header_only));
}

} // namespace
} // namespace backsift::report
