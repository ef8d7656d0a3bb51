#include "cli/folders.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "deliver/environment.hpp"
#include "deliver/plan.hpp"
#include "deliver/target.hpp"
#include "mailbox/maildir.hpp"
#include "mailbox/message_path.hpp"
#include "os/dir.hpp"

namespace backsift::cli {

using base::Result;

namespace {

enum class Programs { fail, pass_over };

// The path of a target that is a Maildir; "" for none.
Result<std::string> path_of(const std::string& text, Programs programs, os::World& world) {
    if (text.empty())
        return std::string();
    const auto target = deliver::parse_target(text);
    if (!target)
        return base::fail(target.error());
    if (target->way == deliver::Way::program) {
        if (programs == Programs::pass_over)
            return std::string();
        return base::fail(base::Kind::usage,
                          "stored mail moves into a Maildir, not into a program: " + text);
    }
    auto path = deliver::maildir_path(*target, deliver::names_of(message::Mail{}, world));
    if (!path)
        return base::fail(path.error());
    if (auto real = os::real_path(*path))
        return std::move(*real);
    const auto parent = os::real_path(os::parent_of(*path)); // not there yet
    return parent ? *parent + '/' + os::name_of(*path) : *path;
}

bool is_within(const std::string& path, const std::string& root) {
    return path.starts_with(root + '/');
}

} // namespace

Result<Folders> Folders::make(const Invocation& invocation, const config::Config& config,
                              os::World& world) {
    Folders out;
    const std::array<std::pair<std::string Folders::*, const std::string*>, 4> all{
        {{&Folders::chosen_folder_, &invocation.backscatter},
         {&Folders::chosen_inbox_, &invocation.inbox},
         {&Folders::folder_, &config.backscatter},
         {&Folders::inbox_, &config.inbox}}};
    for (const auto& [member, text] : all) {
        const bool chosen = text == &invocation.backscatter || text == &invocation.inbox;
        auto path = path_of(*text, chosen ? Programs::fail : Programs::pass_over, world);
        if (!path)
            return base::fail(path.error());
        out.*member = std::move(*path);
    }
    return out;
}

std::string Folders::folder_for(const std::string& maildir) const {
    if (!chosen_folder_.empty())
        return chosen_folder_;
    const std::string root = mailbox::root_of(maildir);
    return is_within(folder_, root) ? folder_ : root + '/' + deliver::k_folder_name;
}

std::optional<std::string> Folders::inbox_for(const std::string& maildir) const {
    if (!chosen_inbox_.empty())
        return chosen_inbox_;
    std::string root = mailbox::root_of(maildir);
    return root != maildir ? std::optional(std::move(root)) : main_inbox();
}

std::optional<std::string> Folders::main_inbox() const {
    const std::string& inbox = chosen_inbox_.empty() ? inbox_ : chosen_inbox_;
    return inbox.empty() ? std::nullopt : std::optional(inbox);
}

std::string Folders::wrong_folder_for(const std::string& folder) {
    return os::parent_of(folder) + "/.NotBackscatter";
}

bool is_spared(const std::string& maildir) {
    constexpr std::array<std::string_view, 12> k_names{
        "drafts",           "templates",     "sent",    "sent items", "sent messages", "trash",
        "deleted messages", "deleted items", "deleted", "junk",       "junk e-mail",   "spam"};
    const std::string name = os::name_of(maildir);
    const std::string leaf = base::to_lower(name.substr(name.rfind('.') + 1));
    return std::find(k_names.begin(), k_names.end(), leaf) != k_names.end();
}

} // namespace backsift::cli
