// A mail as the rules may look at it. Everything is found on first use and kept.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>

#include "rules/subject.hpp"

namespace backsift::evidence {

class Observation final : public rules::Subject {
  public:
    // All must outlive this. `own`: our addresses, as the config has them.
    Observation(const message::Mail& mail, const base::Limits& limits,
                std::span<const std::string> own = {})
        : mail_(mail),
          limits_(limits),
          own_(own) {}

    [[nodiscard]] const base::Limits& limits() const override { return limits_; }
    [[nodiscard]] const message::Mail& mail() const override { return mail_; }
    [[nodiscard]] const message::DeliveryStatus& status() override;
    [[nodiscard]] const message::Returned* returned() override;
    [[nodiscard]] std::string_view notice() override;
    [[nodiscard]] bool fact(rules::Fact fact) override;

    // What looking has noted so far, besides the mail's own defects.
    [[nodiscard]] message::Defects& defects() { return defects_; }
    [[nodiscard]] std::optional<message::Returned> take_returned();
    [[nodiscard]] message::DeliveryStatus take_status();

  private:
    [[nodiscard]] bool find_fact(rules::Fact fact);
    void append_notice_part(std::size_t index, std::string& text);

    const message::Mail& mail_;
    const base::Limits& limits_;
    std::span<const std::string> own_;
    message::Defects defects_;
    std::optional<message::DeliveryStatus> status_;
    bool looked_for_returned_ = false;
    std::optional<message::Returned> returned_;
    std::optional<std::string> notice_;
    std::array<std::optional<bool>, rules::k_facts> facts_{};
};

} // namespace backsift::evidence
