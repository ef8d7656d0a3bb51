#include "deliver/plan.hpp"

#include <utility>

#include "deliver/stamp.hpp"

namespace backsift::deliver {

namespace {

// A target as configured; where it does not read as one, a note and nothing.
std::optional<Target> target(const std::string& text, const char* which,
                             std::vector<std::string>& notes) {
    if (text.empty())
        return std::nullopt;
    auto parsed = parse_target(text);
    if (parsed)
        return std::move(*parsed);
    notes.push_back(std::string(which) + ": " + base::describe(parsed.error()));
    return std::nullopt;
}

// The folder as named, else beside a Maildir inbox.
std::optional<Target> folder(const config::Config& config, Plan& plan) {
    if (!config.backscatter.empty())
        return target(config.backscatter, "backscatter", plan.notes);
    if (plan.inbox && plan.inbox->way == Way::maildir) {
        std::string path = plan.inbox->text;
        while (path.ends_with('/'))
            path.pop_back();
        return Target{Way::maildir, path + '/' + k_folder_name};
    }
    plan.notes.emplace_back("no backscatter folder is named: inbox");
    return std::nullopt;
}

} // namespace

Plan plan_unjudged(const config::Config& config) {
    Plan plan;
    plan.inbox = target(config.inbox, "inbox", plan.notes);
    plan.program_seconds = config.program_seconds;
    return plan;
}

Plan plan(const verdict::Verdict& verdict, const message::Mail& mail, const config::Config& config,
          const std::vector<std::string>& by) {
    Plan plan = plan_unjudged(config);
    if (mail.defects.has(message::Defect::message_too_large)) {
        plan.notes.emplace_back("too large to be judged: inbox");
        return plan;
    }
    if (config.add_field)
        plan.field = field(verdict, by);
    if (verdict.place == verdict::Place::inbox)
        return plan;
    plan.folder = folder(config, plan);
    if (plan.folder)
        plan.place = verdict::Place::folder;
    return plan;
}

} // namespace backsift::deliver
