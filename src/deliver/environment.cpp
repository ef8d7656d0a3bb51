#include "deliver/environment.hpp"

#include <algorithm>
#include <array>
#include <variant>

#include "base/text.hpp"
#include "os/process.hpp"

namespace backsift::deliver {

namespace {

constexpr std::size_t k_value_bytes = 1000; // an address has at most 320
constexpr std::string_view k_other_safe = "@._+-=/:,%~#^";

bool is_safe(char c) {
    return base::is_alnum(c) || k_other_safe.find(c) != std::string_view::npos;
}

std::string sender_of(const message::Mail& mail) {
    const auto* const address = std::get_if<std::string>(&mail.envelope.reverse_path);
    return address == nullptr ? std::string() : harmless(*address);
}

std::string recipient_of(const message::Mail& mail) {
    const auto& recipients = mail.envelope.recipients;
    return recipients.empty() ? std::string() : harmless(recipients.front());
}

} // namespace

std::string harmless(std::string_view value) {
    if (value.size() > k_value_bytes || value.starts_with('-'))
        return {};
    if (!std::all_of(value.begin(), value.end(), is_safe))
        return {};
    return std::string(value);
}

Names names_of(const message::Mail& mail, os::World& world) {
    return [&mail, &world](std::string_view name) -> std::optional<std::string> {
        if (name == "SENDER")
            return sender_of(mail);
        if (name == "RECIPIENT")
            return recipient_of(mail);
        if (name == "EXTENSION")
            return harmless(world.variable("EXTENSION"));
        const os::Account account = world.account();
        const std::string& value = name == "HOME" ? account.home : account.user;
        if (value.empty() || (name != "HOME" && name != "USER"))
            return std::nullopt;
        return value;
    };
}

std::vector<std::string> environment_of(const message::Mail& mail, os::World& world) {
    constexpr std::array k_handed_on{"EXTENSION",          "LOCAL", "DOMAIN",
                                     "ORIGINAL_RECIPIENT", "LANG",  "TZ"};
    const os::Account account = world.account();
    std::vector<std::string> out{std::string("PATH=") + os::k_path, "SHELL=/bin/sh"};
    if (!account.home.empty())
        out.push_back("HOME=" + account.home);
    if (!account.user.empty()) {
        out.push_back("USER=" + account.user);
        out.push_back("LOGNAME=" + account.user);
    }
    out.push_back("SENDER=" + sender_of(mail));
    out.push_back("RECIPIENT=" + recipient_of(mail));
    for (const char* const name : k_handed_on) {
        const std::string value = harmless(world.variable(name));
        if (!value.empty())
            out.push_back(std::string(name) + '=' + value);
    }
    return out;
}

} // namespace backsift::deliver
