// Tries what a user's bounces would be known by, on letters that are never sent.
#include <string>
#include <utility>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/doctor_report.hpp"
#include "cli/judgement.hpp"
#include "cli/marking.hpp"
#include "cli/scratch.hpp"
#include "journal/journal.hpp"
#include "mailbox/maildir.hpp"
#include "mark/keys.hpp"
#include "mark/sent_log.hpp"
#include "mark/sent_update.hpp"
#include "os/file.hpp"
#include "setup/doctor_health.hpp"

namespace backsift::cli {

using base::Done;
using base::Result;

namespace {

// The real world but for the state: the trial letter is entered into an index of its own.
class TrialWorld final : public os::World {
  public:
    TrialWorld(os::World& real, std::string state) : real_(real), state_(std::move(state)) {}

    os::Moment now() override { return real_.now(); }
    std::uint64_t random() override { return real_.random(); }
    std::uint64_t count() override { return real_.count(); }
    std::int64_t process_id() override { return real_.process_id(); }
    std::string host_name() override { return real_.host_name(); }
    os::Account account() override { return real_.account(); }
    std::string variable(const char* name) override {
        return std::string_view(name) == "XDG_STATE_HOME" ? state_ : real_.variable(name);
    }

  private:
    os::World& real_;
    std::string state_;
};

setup::Opinion opinion(const Judge& judge, const message::Mail& mail, std::int64_t now) {
    Judged judged = judge.judge(mail, evidence::Effort::explain, now);
    return {std::string(rules::word(judged.verdict.kind)), judged.verdict.verdict,
            judged.verdict.place, std::move(judged.evidence.proofs)};
}

Result<Done> mark_envelope(setup::Letter& letter, const config::Config& config, os::World& world) {
    const mark::EnvelopeForm form = envelope_form(config);
    if (form == mark::EnvelopeForm::none && !config.envelope_id)
        return Done{};
    const auto marker = make_envelope_marker(config, form);
    if (!marker)
        return base::fail(marker.error());
    if (form != mark::EnvelopeForm::none) {
        auto tagged = marker->tagged(letter.author, world);
        if (!tagged)
            return base::fail(tagged.error());
        letter.sender = std::move(*tagged);
    }
    if (config.envelope_id) {
        letter.envelope_id = marker->id(header_of(letter.header), world);
    }
    return Done{};
}

// The letter with what the config puts onto outgoing mail.
Result<setup::Letter> marked(setup::Letter letter, const config::Config& config, os::World& world) {
    const base::Limits limits;
    const std::string message = letter.header + '\n' + letter.body;
    remember_sent(config, message, {}, Index::go_on, world);
    if (auto done = mark_envelope(letter, config, world); !done)
        return base::fail(done.error());
    if (config.token_header.empty())
        return letter;
    const auto marker = make_marker(config);
    if (!marker)
        return base::fail(marker.error());
    const auto tagged = marker->mark(message, world, limits);
    if (!tagged)
        return base::fail(tagged.error());
    letter.header = tagged->substr(0, tagged->find("\n\n"));
    return letter;
}

// As if the folders had just been read; whether the real ones ever were is a remark of its own.
Result<Done> complete_index(const config::Config& config, std::int64_t now, os::World& world) {
    if (config.sent_folders.empty())
        return Done{};
    auto update = mark::SentUpdate::begin(mark::sent_directory(world), world);
    if (!update)
        return base::fail(update.error());
    return update->save(now + 1);
}

class Doctor {
  public:
    Doctor(const Invocation& invocation, const config::Config& config, const Scratch& scratch,
           os::World& world)
        : invocation_(invocation),
          config_(config),
          scratch_(scratch),
          world_(world),
          now_(world.now().seconds) {}

    Result<Diagnosis> run() {
        Diagnosis out;
        const setup::Letter plain = setup::own_letter(config_, world_.host_name(), now_);
        const auto seen = invocation_.operands.empty() ? try_own(config_) : try_file(plain);
        if (!seen)
            return base::fail(seen.error());
        out.examination = *seen;
        if (invocation_.operands.empty()) {
            if (auto advised = advise(out); !advised)
                return base::fail(advised.error());
        }
        out.remarks = setup::check(config_, setup::real_surroundings());
        const setup::Vitals vitals = setup::take_vitals(config_, world_.account().home,
                                                        journal::state_directory(world_), now_);
        for (setup::Remark& remark : setup::health(config_, vitals))
            out.remarks.push_back(std::move(remark));
        return out;
    }

  private:
    Result<setup::Examination> examine(const setup::Letter& letter, const config::Config& config,
                                       os::World& world) {
        const auto judge = Judge::make(config, invocation_.rule_files, world);
        if (!judge)
            return base::fail(judge.error());
        return setup::examine(
            letter, setup::forged_letter(letter, now_),
            [&](const message::Mail& mail) { return opinion(*judge, mail, now_); }, now_);
    }

    Result<setup::Examination> try_own(const config::Config& config) {
        // Of its own for each trial: what one enters into the index is no proof in the next.
        TrialWorld trial(world_, scratch_.path() + "/state" + std::to_string(world_.count()));
        const auto letter =
            marked(setup::own_letter(config, world_.host_name(), now_), config, trial);
        if (!letter)
            return base::fail(letter.error());
        if (auto done = complete_index(config, now_, trial); !done)
            return base::fail(done.error());
        return examine(*letter, config, trial);
    }

    // A message that was really sent, with the marks it has and the index there is.
    Result<setup::Examination> try_file(const setup::Letter& like) {
        const base::Limits limits;
        const auto text =
            os::read_file(invocation_.operands.front(), limits.message_bytes, os::Trust::anyone);
        if (!text)
            return base::fail(text.error());
        auto letter = setup::letter_from(text->view(), like, limits);
        if (!letter)
            return base::fail(letter.error());
        return examine(*letter, config_, world_);
    }

    Result<Done> advise(Diagnosis& out) {
        const setup::Props props{scratch_.path() + "/keys", scratch_.path() + "/Sent", now_};
        if (const auto made = mark::rotate_keys(props.key_file, world_); !made)
            return base::fail(made.error());
        if (auto made = mailbox::ensure_maildir(props.sent_folder); !made)
            return made;
        out.advice = setup::best_change(config_, props, [&](const config::Config& config) {
            auto seen = try_own(config);
            return seen ? std::optional(std::move(*seen)) : std::nullopt;
        });
        if (!config_.dkim.empty()) {
            out.notes.emplace_back("DKIM: the key that signs is not here, so this letter bears no "
                                   "signature. Give a message that you really sent, as it arrived: "
                                   "backsift doctor FILE.");
        }
        return Done{};
    }

    const Invocation& invocation_;
    const config::Config& config_;
    const Scratch& scratch_;
    os::World& world_;
    std::int64_t now_;
};

} // namespace

base::ExitStatus run_doctor(const Invocation& invocation) {
    os::RealWorld world;
    if (invocation.operands.size() > 1)
        return refuse({base::Kind::usage, "doctor takes one message at most", {}, {}, {}});
    const auto config = load_config(invocation, world);
    if (!config)
        return refuse(config.error());
    const auto scratch = Scratch::make(world.variable("TMPDIR"));
    if (!scratch)
        return refuse(scratch.error());
    const auto diagnosis = Doctor(invocation, *config, *scratch, world).run();
    if (!diagnosis)
        return refuse(diagnosis.error());
    const bool text = invocation.format.value_or(Format::text) == Format::text;
    if (const auto told = print(text ? to_text(*diagnosis, dress()) : to_json(*diagnosis)); !told)
        return refuse(told.error());
    if (diagnosis->has_error())
        return base::ExitStatus::config;
    return diagnosis->covered() ? base::ExitStatus::ok : base::ExitStatus::not_it;
}

} // namespace backsift::cli
