// The examples of the RFCs, and the forms in which keys are kept.
#include <gtest/gtest.h>

#include "dkim_signer.hpp"
#include "proof/dkim_key.hpp"
#include "proof/dkim_tags.hpp"

namespace backsift::proof {
namespace {

// RFC 8463 appendix A.3: one message, signed with both algorithms.
constexpr std::string_view k_message =
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
    " d=football.example.com; i=@football.example.com;\r\n"
    " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
    " subject : date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n"
    " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n"
    " d=football.example.com; i=@football.example.com;\r\n"
    " q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n"
    " date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n"
    " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n"
    " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n"
    "From: Joe SixPack <joe@football.example.com>\r\n"
    "To: Suzie Q <suzie@shopping.example.net>\r\n"
    "Subject: Is dinner ready?\r\n"
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
    "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n";
constexpr std::string_view k_body = "Hi.\r\n"
                                    "\r\n"
                                    "We lost the game.  Are you hungry yet?\r\n"
                                    "\r\n"
                                    "Joe.\r\n";
constexpr std::string_view k_rsa_record =
    "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qh"
    "dR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hst"
    "T5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";

bool verifies(std::string_view header, std::size_t index, std::string_view record) {
    message::Defects defects;
    std::size_t body_at = 0;
    const auto block = message::scan_header(header, base::Limits{}, defects, body_at);
    const auto signature = read_dkim_signature(block.fields.at(index));
    const auto key = read_dkim_key(record);
    return signature && key
           && is_signature(*key, sha256(signed_text(*signature, covered_fields(*signature, block))),
                           signature->signature);
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at)) {
        out.replace(at, from.size(), to);
        at += to.size();
    }
    return out;
}

TEST(DkimRfc8463, ItsEd25519ExampleVerifies) {
    EXPECT_TRUE(verifies(k_message, 0, k_ed25519_record));
}

TEST(DkimRfc8463, ItsRsaExampleVerifies) {
    EXPECT_TRUE(verifies(k_message, 1, k_rsa_record));
}

TEST(DkimRfc8463, ItsBodyHashFits) {
    const Sha256 hash = sha256(canonical_body(k_body, Canonical::relaxed));
    EXPECT_EQ(to_base64({reinterpret_cast<const char*>(hash.data()), hash.size()}),
              "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
}

TEST(DkimRfc8463, VerifiesWithAnyLineEndAndFolding) {
    const std::string unix_ends = replaced(k_message, "\r\n", "\n");
    EXPECT_TRUE(verifies(unix_ends, 0, k_ed25519_record));
    EXPECT_TRUE(verifies(unix_ends, 1, k_rsa_record));
    EXPECT_TRUE(verifies(replaced(k_message, "Is dinner", "Is\r\n\t  dinner"), 1, k_rsa_record));
    EXPECT_TRUE(verifies(replaced(k_message, "Subject: ", "SUBJECT  :   "), 1, k_rsa_record));
}

TEST(DkimRfc8463, DoesNotVerifyWhenASignedFieldIsChanged) {
    for (const std::size_t index : {0U, 1U}) {
        const std::string_view record = index == 0 ? k_ed25519_record : k_rsa_record;
        EXPECT_FALSE(verifies(replaced(k_message, "suzie@", "susie@"), index, record));
        EXPECT_FALSE(verifies(replaced(k_message, "dinner", "Dinner"), index, record));
        EXPECT_FALSE(verifies(replaced(k_message, "t=1528637909", "t=1528637908"), index, record));
        // It is signed twice (oversigned), so none may be added.
        EXPECT_FALSE(verifies(std::string(k_message) + "Subject: another\r\n", index, record));
        // To is signed once: one above the signed one changes nothing, one below is taken for it.
        EXPECT_TRUE(verifies("To: x@example.net\r\n" + std::string(k_message), index + 1, record));
        EXPECT_FALSE(verifies(std::string(k_message) + "To: x@example.net\r\n", index, record));
    }
}

TEST(DkimRfc8463, DoesNotVerifyWithAnotherKey) {
    EXPECT_FALSE(verifies(k_message, 0, k_rsa_record));
    EXPECT_FALSE(verifies(k_message, 1, k_ed25519_record));
}

// RFC 6376 3.4.5.
TEST(DkimCanonical, FieldsAreThoseOfTheExample) {
    EXPECT_EQ(canonical_field("A: X ", Canonical::relaxed), "a:X");
    EXPECT_EQ(canonical_field("B : Y\t\r\n\tZ  ", Canonical::relaxed), "b:Y Z");
    EXPECT_EQ(canonical_field("A: X ", Canonical::simple), "A: X ");
    EXPECT_EQ(canonical_field("B : Y\t\r\n\tZ  ", Canonical::simple), "B : Y\t\r\n\tZ  ");
    EXPECT_EQ(canonical_field("B : Y\t\n\tZ  ", Canonical::simple), "B : Y\t\r\n\tZ  ");
}

TEST(DkimCanonical, BodiesAreThoseOfTheExample) {
    EXPECT_EQ(canonical_body(" C \r\nD \t E\r\n\r\n\r\n", Canonical::relaxed), " C\r\nD E\r\n");
    EXPECT_EQ(canonical_body(" C \r\nD \t E\r\n\r\n\r\n", Canonical::simple), " C \r\nD \t E\r\n");
    EXPECT_EQ(canonical_body("", Canonical::simple), "\r\n");
    EXPECT_EQ(canonical_body("\n\n", Canonical::simple), "\r\n");
    EXPECT_EQ(canonical_body("", Canonical::relaxed), "");
    EXPECT_EQ(canonical_body("no end", Canonical::relaxed), "no end\r\n");
    EXPECT_EQ(canonical_body(" \t\r\n", Canonical::relaxed), "");
    EXPECT_EQ(canonical_body(" \t\r\n", Canonical::simple), " \t\r\n");
}

TEST(DkimKey, IsReadFromARecordHoweverItIsKept) {
    const std::string record(k_rsa_record);
    EXPECT_TRUE(read_dkim_key(record));
    EXPECT_TRUE(read_dkim_key(record + ";\n"));
    EXPECT_TRUE(read_dkim_key("s1._domainkey IN TXT ( \"" + record.substr(0, 100) + "\"\n\t\""
                              + record.substr(100)
                              + "\" )  ; ----- DKIM key s1 for example.org\n"));
    EXPECT_TRUE(read_dkim_key(record.substr(record.find("p="))));
    EXPECT_TRUE(read_dkim_key("v=DKIM1; h=sha1:sha256; s=email; t=y; " + record.substr(9)));
}

TEST(DkimKey, IsReadFromPem) {
    const std::string_view base64 = k_rsa_record.substr(k_rsa_record.find("p=") + 2);
    std::string pem = "-----BEGIN PUBLIC KEY-----\n";
    for (std::size_t at = 0; at < base64.size(); at += 64) {
        pem += std::string(base64.substr(at, 64)) + '\n';
    }
    const auto key = read_dkim_key(pem + "-----END PUBLIC KEY-----\n");
    ASSERT_TRUE(key);
    EXPECT_EQ(key->modulus, read_dkim_key(k_rsa_record)->modulus);
    EXPECT_EQ(key->modulus.size(), 128U);
    EXPECT_EQ(key->exponent, std::string("\x01\x00\x01", 3));
    const auto ed25519 =
        read_dkim_key("-----BEGIN PUBLIC KEY-----\n"
                      "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                      "-----END PUBLIC KEY-----\n");
    ASSERT_TRUE(ed25519);
    EXPECT_EQ(ed25519->point, read_dkim_key(k_ed25519_record)->point);
}

TEST(DkimKey, IsNoneWhenItIsRevokedOrForSomethingElse) {
    const std::string rest(k_rsa_record.substr(9));
    for (const std::string& text :
         {std::string(), std::string("v=DKIM1; k=rsa; p="), "v=DKIM2; " + rest,
          "v=DKIM1; s=tlsrpt; " + rest, "v=DKIM1; h=sha1; " + rest,
          std::string("v=DKIM1; k=ed25519; p=AAAA"), std::string("v=DKIM1; k=rsa; p=AAAA"),
          "v=DKIM1; k=dsa; " + rest.substr(rest.find("p=")), std::string("-----BEGIN"),
          std::string("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----"),
          std::string("-----END x-----BEGIN"), std::string(1000, '\0'), std::string("\"\"\"")}) {
        EXPECT_FALSE(read_dkim_key(text)) << text;
    }
    // RFC 8301: 512 bits are too few.
    EXPECT_FALSE(
        read_dkim_key("p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALRiMLAhWNQJ8DOx9rYdU0Ldlm4d0S"
                      "VGsO2d0cFZ7ZC4fKLJqqCeKr1z6TSgaVhm2xV8SbAOH3zGc2uYmnRIdJ0CAwEAAQ=="));
}

TEST(DkimTags, AreReadWithBlanksAndFolding) {
    const auto tags = DkimTags::read(" v = 1 ; b=ab\r\n\tcd;\n x= ; ");
    ASSERT_TRUE(tags);
    EXPECT_EQ(tags->find("v"), "1");
    EXPECT_EQ(tags->find("b"), "ab\r\n\tcd");
    EXPECT_EQ(tags->find("x"), "");
    EXPECT_FALSE(tags->find("V"));
}

TEST(DkimTags, AreNoListWhenBroken) {
    for (const char* text : {"v=1;;b=2", "v", "=1", "v=1; v=1", "v=1; 2b=1", "v=1; b c=2"}) {
        EXPECT_FALSE(DkimTags::read(text)) << text;
    }
    std::string many;
    for (int i = 0; i < 50; ++i) {
        many += "t" + std::to_string(i) + "=1;";
    }
    EXPECT_FALSE(DkimTags::read(many));
}

} // namespace
} // namespace backsift::proof
