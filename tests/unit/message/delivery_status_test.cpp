#include "message/delivery_status.hpp"

#include <string>

#include <gtest/gtest.h>

#include "unit/message/mail_from.hpp"

namespace backsift::message {
namespace {

DeliveryStatus read(std::string_view text, const base::Limits& limits = {}) {
    Defects defects;
    return parse_delivery_status(text, limits, defects);
}

TEST(DeliveryStatus, ReadsTheReportAndItsRecipients) {
    const DeliveryStatus status = read("Reporting-MTA: dns; MX.Example.NET\n"
                                       "Original-Envelope-Id: token-4711\n"
                                       "Received-From-MTA: dns; mail.example.org\n"
                                       "Arrival-Date: Sat, 21 Nov 2026 10:14:29 +0000\n"
                                       "\n"
                                       "Original-Recipient: rfc822;bob@example.net\n"
                                       "Final-Recipient: rfc822; robert@example.net\n"
                                       "Action: failed\n"
                                       "Status: 5.1.1\n"
                                       "Remote-MTA: dns; mx2.example.net\n"
                                       "Diagnostic-Code: smtp; 550 5.1.1 no\n"
                                       "  such user\n"
                                       "\n"
                                       "Final-Recipient: rfc822; carol@example.net\n"
                                       "Action: Delayed (later)\n"
                                       "Status: 4.4.1 (timeout)\n");
    EXPECT_EQ(status.reporting_mta, "mx.example.net");
    EXPECT_EQ(status.original_envelope_id, "token-4711");
    EXPECT_EQ(status.received_from_mta, "mail.example.org");
    EXPECT_EQ(status.arrival_date, "Sat, 21 Nov 2026 10:14:29 +0000");
    ASSERT_EQ(status.recipients.size(), 2U);
    EXPECT_EQ(status.recipients[0].original_recipient, "bob@example.net");
    EXPECT_EQ(status.recipients[0].final_recipient, "robert@example.net");
    EXPECT_EQ(status.recipients[0].remote_mta, "mx2.example.net");
    EXPECT_EQ(status.recipients[0].diagnostic, "550 5.1.1 no such user");
    EXPECT_EQ(status.recipients[1].action, "delayed");
    EXPECT_EQ(status.recipients[1].status, "4.4.1");
    EXPECT_EQ(status.fields.size(), 13U);
    EXPECT_EQ(status.fields[0].first, "reporting-mta");
}

TEST(DeliveryStatus, ToleratesMissingAndExtraBlankLines) {
    const DeliveryStatus missing =
        read("Reporting-MTA: dns; mx\nFinal-Recipient: rfc822; a@example.net\nAction: failed\n"
             "Final-Recipient: rfc822; b@example.net\nAction: delayed\n");
    ASSERT_EQ(missing.recipients.size(), 2U);
    EXPECT_EQ(missing.recipients[1].action, "delayed");
    const DeliveryStatus extra =
        read("\n\nReporting-MTA: dns; mx\n\n\nFinal-Recipient: rfc822; a@example.net\n\nAction: "
             "failed\n\n"
             "Status: 5.0.0\n\n\nFinal-Recipient: rfc822; b@example.net\n\nAction: failed\n");
    ASSERT_EQ(extra.recipients.size(), 2U);
    EXPECT_EQ(extra.recipients[0].status, "5.0.0");
    EXPECT_EQ(extra.recipients[1].final_recipient, "b@example.net");
}

TEST(DeliveryStatus, TellsGroupsWithOriginalRecipientFirstApart) {
    const DeliveryStatus status =
        read("Original-Recipient: rfc822; a\nFinal-Recipient: rfc822; A\nAction: failed\n"
             "Original-Recipient: rfc822; b\nFinal-Recipient: rfc822; B\nAction: failed\n");
    ASSERT_EQ(status.recipients.size(), 2U);
    EXPECT_EQ(status.recipients[1].original_recipient, "b");
    EXPECT_EQ(status.recipients[1].final_recipient, "B");
}

TEST(DeliveryStatus, TakesUpperCaseCrlfAndVendorFields) {
    const DeliveryStatus status =
        read("REPORTING-MTA: DNS;MX.EXAMPLE.NET\r\nX-Vendor: 1\r\n\r\nFINAL-RECIPIENT: "
             "RFC822;<Ann@Example.org>\r\n"
             "ACTION: FAILED\r\nSTATUS: 5.2.2\r\nthis line is prose\r\nX-More: \r\n folded\r\n");
    EXPECT_EQ(status.reporting_mta, "mx.example.net");
    ASSERT_EQ(status.recipients.size(), 1U);
    EXPECT_EQ(status.recipients[0].final_recipient, "Ann@Example.org");
    EXPECT_EQ(status.recipients[0].action, "failed");
    EXPECT_EQ(status.fields.back().second, "folded");
}

TEST(DeliveryStatus, ReadsAddressesOfEveryType) {
    const auto final_recipient = [](const std::string& value) {
        return read("Final-Recipient: " + value + "\n").recipients.at(0).final_recipient;
    };
    EXPECT_EQ(final_recipient("ann@example.org"), "ann@example.org");
    EXPECT_EQ(final_recipient("rfc822; ann@example.org (expanded)"), "ann@example.org");
    EXPECT_EQ(final_recipient("utf-8; gr\\x{FC}n@example.org"), "grün@example.org");
    EXPECT_EQ(final_recipient("utf-8; a\\x{110000}\\x{}\\x{41@example.org"),
              "a\\x{110000}\\x{}\\x{41@example.org");
    EXPECT_EQ(final_recipient("rfc822; \"a b\"@example.org"), "\"a b\"@example.org");
    EXPECT_EQ(final_recipient("rfc822; Ann <ann+20@example.org>"), "ann+20@example.org");
    EXPECT_EQ(read("Original-Recipient: rfc822;ann+2Bx+3Dy@example.org\n")
                  .recipients.at(0)
                  .original_recipient,
              "ann+x=y@example.org");
}

TEST(DeliveryStatus, ReadsDispositionNotifications) {
    const DeliveryStatus status =
        read("Reporting-UA: mail.example.org\nFinal-Recipient: rfc822;ann@example.org\n"
             "Original-Message-ID: <1@example.org>\nDisposition: "
             "Automatic-Action/MDN-sent-automatically; Deleted\n");
    EXPECT_EQ(status.original_message_id, "1@example.org");
    EXPECT_EQ(status.disposition, "automatic-action/mdn-sent-automatically; deleted");
    EXPECT_EQ(status.recipients.size(), 1U);
}

TEST(DeliveryStatus, StatusRecipientsBoundsTheirNumber) {
    base::Limits limits;
    limits.status_recipients = 5;
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "Final-Recipient: rfc822; a@example.net\nAction: failed\n\n";
    Defects defects;
    EXPECT_EQ(parse_delivery_status(text, limits, defects).recipients.size(), 5U);
    EXPECT_TRUE(defects.has(Defect::too_many_recipients));
}

TEST(DeliveryStatus, HeaderFieldsAndFieldBytesBoundTheRest) {
    base::Limits limits;
    limits.header_fields = 5;
    limits.field_bytes = 20;
    std::string text = "X-Long: " + std::string(100, 'x') + "\n";
    for (int i = 0; i < 100; ++i)
        text += "X: y\n";
    Defects defects;
    const DeliveryStatus status = parse_delivery_status(text, limits, defects);
    EXPECT_EQ(status.fields.size(), 5U);
    EXPECT_LE(status.fields[0].second.size(), 20U);
    EXPECT_TRUE(defects.has(Defect::too_many_fields));
    EXPECT_TRUE(defects.has(Defect::field_too_long));
}

TEST(DeliveryStatus, IsEmptyWhereThereAreNoFields) {
    EXPECT_TRUE(read("").empty());
    EXPECT_TRUE(read("nothing to see\n\n here\n").empty());
    EXPECT_TRUE(read(std::string(1000, '\0')).empty());
}

std::string report(const std::string& outer, const std::string& type, const std::string& body) {
    return "Content-Type: multipart/" + outer + "; boundary=b\n\n--b\n\nSorry.\n--b\n" + type + "\n"
           + body + "\n--b--\n";
}

const std::string k_fields = "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; "
                             "a@example.net\nAction: failed\n";

TEST(StatusPart, IsFoundUnderEveryLabelAndParent) {
    for (const std::string type :
         {"message/delivery-status", "message/global-delivery-status",
          "message/disposition-notification", "MESSAGE/Delivery-Status; charset=utf-8"}) {
        EXPECT_EQ(
            find_status_part(mail_from(report("report", "Content-Type: " + type + "\n", k_fields))),
            2)
            << type;
        EXPECT_EQ(
            find_status_part(mail_from(report("mixed", "Content-Type: " + type + "\n", k_fields))),
            2)
            << type;
    }
}

TEST(StatusPart, IsFoundWhereItIsMislabelled) {
    EXPECT_EQ(find_status_part(mail_from(report("report", "", k_fields))), 2);
    EXPECT_EQ(find_status_part(mail_from(
                  report("report", "Content-Type: application/octet-stream\n", k_fields))),
              2);
    const std::string coded =
        "UmVwb3J0aW5nLU1UQTogZG5zOyBteAoKRmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGEKQWN0aW9uOiBmYWlsZWQK";
    EXPECT_EQ(
        find_status_part(mail_from(report("report", "Content-Transfer-Encoding: base64\n", coded))),
        2);
}

TEST(StatusPart, IsNotATextThatQuotesAReport) {
    EXPECT_EQ(find_status_part(mail_from("To: ann\n\nLook what came:\n\n" + k_fields)), -1);
    EXPECT_EQ(find_status_part(mail_from("To: ann\n\nNote: see below\n\n" + k_fields)), -1);
    EXPECT_EQ(find_status_part(mail_from(report("mixed", "", "Reporting-MTA: dns; mx\n"))), -1);
    EXPECT_EQ(find_status_part(mail_from("")), -1);
}

} // namespace
} // namespace backsift::message
