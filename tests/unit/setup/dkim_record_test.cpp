#include "setup/dkim_record.hpp"

#include <gtest/gtest.h>

#include "proof/dkim_key.hpp"

namespace backsift::setup {
namespace {

constexpr const char* k_key = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const DkimName k_name{"s1", "example.org"};

TEST(DkimName, IsSelectorAndDomain) {
    const auto name = read_dkim_name("March.2026._DomainKey.Example.ORG.");
    ASSERT_TRUE(name);
    EXPECT_EQ(name->selector, "march.2026");
    EXPECT_EQ(name->domain, "example.org");
    EXPECT_EQ(name->text(), "march.2026._domainkey.example.org");
}

TEST(DkimName, RefusesWhatCouldBeAnotherFileOrOption) {
    for (const std::string written :
         {"", "example.org", "s1.example.org", "._domainkey.example.org", "s1._domainkey.",
          "s1._domainkey.org", "../s1._domainkey.example.org", "a/b._domainkey.example.org",
          "s1._domainkey.example..org", "s 1._domainkey.example.org", "s1\n._domainkey.example.org",
          "s1._domainkey.example.org..", "s1._domainkey.\xc3\xa9.example.org"}) {
        const auto name = read_dkim_name(written);
        ASSERT_FALSE(name) << written;
        EXPECT_EQ(name.error().kind, base::Kind::usage);
    }
    EXPECT_FALSE(read_dkim_name("s1._domainkey." + std::string(64, 'a') + ".example"));
    std::string longest = "s1._domainkey.example";
    while (longest.size() < 254)
        longest += ".a";
    EXPECT_FALSE(read_dkim_name(longest));
}

TEST(KeyFile, ReadsAsTheKeyAndTellsItsName) {
    const auto text = key_file_text(k_name, {"v=spf1 -all", k_key});
    ASSERT_TRUE(text);
    EXPECT_TRUE(proof::read_dkim_key(*text));
    const auto choice = read_dkim_record(*text, "/k", {});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->selector, "s1");
    EXPECT_EQ(choice->domain, "example.org");
}

TEST(DkimRecord, NamesNobodyWithoutADomain) {
    const auto choice =
        read_dkim_record(std::string("s1._domainkey. IN TXT \"") + k_key + "\"\n", "/k", {});
    ASSERT_FALSE(choice);
    EXPECT_EQ(choice.error().kind, base::Kind::config);
}

TEST(KeyFile, IsOneLineWhateverTheRecordHolds) {
    const auto text =
        key_file_text(k_name, {std::string("n=a \"note\"\n-BEGIN\x1b[31m\xff; ") + k_key});
    ASSERT_TRUE(text);
    EXPECT_EQ(text->find('\n'), text->size() - 1);
    EXPECT_EQ(text->find('\x1b'), std::string::npos);
    EXPECT_TRUE(proof::read_dkim_key(*text));
}

TEST(KeyFile, NeedsExactlyOneKey) {
    EXPECT_FALSE(key_file_text(k_name, {}));
    EXPECT_FALSE(key_file_text(k_name, {"v=spf1 -all"}));
    EXPECT_FALSE(key_file_text(k_name, {k_key, k_key}));
    const auto withdrawn = key_file_text(k_name, {"v=DKIM1; p="});
    ASSERT_FALSE(withdrawn);
    EXPECT_NE(withdrawn.error().sentence.find("v=DKIM1; p="), std::string::npos);
}

} // namespace
} // namespace backsift::setup
