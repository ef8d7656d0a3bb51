// A reply and the mail it returns, for asking proofs. Hosts of ours: mail.example.org [192.0.2.10],
// laptop.example.org [192.0.2.77]. The reporting site: mx.example.net [192.0.2.25]. The spammer:
// host166.spam.test [192.0.2.166].
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "message/mail.hpp"
#include "message/returned.hpp"
#include "proof/proof.hpp"

namespace backsift::proof {

inline constexpr std::string_view k_to_us =
    "Received: from mx.example.net (mx.example.net [192.0.2.25])\n"
    "\tby mail.example.org (Postfix) with ESMTP id B6A1816C977\n"
    "\tfor <alice@example.org>; Sat, 21 Nov 2026 05:31:00 +0000 (UTC)\n";
inline constexpr std::string_view k_written_by_us =
    "Received: by mail.example.org (Postfix)\n"
    "\tid 85D6116C98F; Sat, 21 Nov 2026 06:02:46 +0000 (UTC)\n";
inline constexpr std::string_view k_our_relay_handed_over =
    "Received: from mail.example.org (mail.example.org [192.0.2.10])\n"
    "\tby mx.example.net (Postfix) with ESMTP id 55E6D11E087\n"
    "\tfor <no-such-user@example.net>; Sat, 21 Nov 2026 05:06:29 +0000 (UTC)\n";
inline constexpr std::string_view k_spammer_handed_over =
    "Received: from host166.spam.test (host166.spam.test [192.0.2.166])\n"
    "\tby mx.example.net (Postfix) with ESMTP id 41FFA11E09D\n"
    "\tfor <no-such-user@example.net>; Sat, 21 Nov 2026 05:20:43 +0000 (UTC)\n";
inline constexpr std::string_view k_laptop_to_relay =
    "Received: from laptop.example.org (laptop.example.org [192.0.2.77])\n"
    "\tby mail.example.org (Postfix) with ESMTP id 3541716C02B\n"
    "\tfor <no-such-user@example.net>; Sat, 21 Nov 2026 05:06:29 +0000 (UTC)\n";
inline constexpr std::string_view k_rest = "Date: Sat, 21 Nov 2026 05:06:20 +0000\n"
                                           "From: Alice Example <alice@example.org>\n"
                                           "To: no-such-user@example.net\n"
                                           "Subject: Meeting notes\n"
                                           "Message-ID: <1d9e63c8@example.org>\n";

// Everything a proof is asked about, kept alive together.
class Answered {
  public:
    // Both without the blank line behind the header. No returned header: nothing was returned.
    Answered(std::string_view outer, std::optional<std::string> returned) : mail_(parsed(outer)) {
        if (returned) {
            header_ = *returned;
            returned_.emplace();
            returned_->form = message::ReturnedForm::headers;
            came_back_with("");
        }
    }

    // Puts this body behind the returned header.
    void came_back_with(std::string_view body) {
        message::Defects defects;
        std::size_t body_at = 0;
        returned_->bytes = base::Bytes(header_ + '\n' + std::string(body));
        returned_->header = message::scan_header(returned_->bytes.view(), limits, defects, body_at);
    }

    [[nodiscard]] Reply ask(const Proof& proof) const { return proof.ask(question()); }
    [[nodiscard]] Reply ask(const std::unique_ptr<const Proof>& proof) const { return ask(*proof); }

    [[nodiscard]] Question question() const {
        return {mail_, returned_ ? &*returned_ : nullptr, status, arrival, limits, {}, {}, own};
    }

    base::Limits limits;
    message::DeliveryStatus status;
    std::optional<message::UnixTime> arrival = 1'795'239'060; // 2026-11-21T05:31:00Z
    std::vector<std::string> own;
    [[nodiscard]] message::Mail& mail() { return mail_; }
    [[nodiscard]] message::Returned& returned() { return *returned_; }

  private:
    [[nodiscard]] message::Mail parsed(std::string_view outer) const {
        message::Envelope envelope;
        envelope.reverse_path = message::NullPath{};
        return message::parse(base::Bytes(std::string(outer) + "Subject: Undelivered\n\nSorry.\n"),
                              envelope, limits);
    }

    message::Mail mail_;
    std::string header_;
    std::optional<message::Returned> returned_;
};

[[nodiscard]] inline std::string joined(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (const std::string_view part : parts) {
        all += part;
    }
    return all;
}

} // namespace backsift::proof
