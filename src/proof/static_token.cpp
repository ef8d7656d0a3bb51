#include "base/text.hpp"
#include "proof/proof.hpp"
#include "proof/recipient_check.hpp"
#include "proof/stray_mark.hpp"

namespace backsift::proof {
namespace {

// As it reads: unfolded, encoded words decoded, runs of blanks as one. Gateways do all of these.
std::string plain(std::string_view raw) {
    const std::string decoded = message::decode_value(raw);
    std::string out;
    for (const std::string_view word : base::words(decoded)) {
        if (!out.empty()) {
            out += ' ';
        }
        out += word;
    }
    return out;
}

class StaticToken final : public Proof {
  public:
    StaticToken(std::string header, std::string_view value, Coverage coverage)
        : header_(std::move(header)),
          value_(plain(value)),
          coverage_(coverage) {}

    [[nodiscard]] Reply ask(const Question& question) const override {
        Reply reply{"token", Answer::unknown, {}};
        const std::string shown = base::clean(header_, 80);
        if (value_.empty() || header_.empty()) {
            reply.detail = "No token is set.";
            return reply;
        }
        const Seen seen = look(question.returned);
        if (seen == Seen::ours) {
            reply.answer = Answer::indicated;
            reply.detail = "The returned header bears our " + shown + " with the right value.";
            apply(check_recipient(question), reply);
            return reply;
        }
        // Gateways rewrite fields: one that came back with another value may have been ours.
        if (seen == Seen::another) {
            reply.detail = "The returned header bears " + shown + " with a value that is not ours.";
            return reply;
        }
        std::string why_not;
        reply.answer = absence(question, coverage_, why_not);
        reply.detail = "The returned header bears no " + shown;
        const auto elsewhere = reply.answer == Answer::absent ? stray(question) : std::nullopt;
        if (elsewhere) {
            reply.answer = Answer::unknown;
            why_not = "our value stands elsewhere in what came back (" + *elsewhere + ')';
        }
        if (question.returned == nullptr) {
            reply.detail = "No " + shown + " could be looked for";
        }
        reply.detail += why_not.empty() ? ", which all our mail carries." : ": " + why_not + '.';
        reply.remedy = remedy(question, reply.answer);
        return reply;
    }

  private:
    enum class Seen : std::uint8_t { nothing, another, ours };

    [[nodiscard]] Seen look(const message::Returned* returned) const {
        Seen seen = Seen::nothing;
        if (returned == nullptr) {
            return seen;
        }
        for (const message::Field* field : returned->header.all(header_)) {
            if (base::equal_in_constant_time(plain(field->value), value_)) {
                return Seen::ours;
            }
            seen = Seen::another;
        }
        return seen;
    }

    [[nodiscard]] std::optional<std::string> stray(const Question& question) const {
        return stray_mark(question, header_, [this](std::string_view value) {
            return plain(value).starts_with(value_);
        });
    }

    [[nodiscard]] std::string remedy(const Question& question, Answer answer) const {
        if (answer != Answer::unknown || !covering_all_would_decide(question, coverage_))
            return {};
        return "A token on all outgoing mail ([token] covers = \"all\") would have decided this.";
    }

    std::string header_;
    std::string value_;
    Coverage coverage_;
};

} // namespace

std::unique_ptr<const Proof> static_token(std::string header, std::string_view value,
                                          Coverage coverage) {
    return std::make_unique<const StaticToken>(std::move(header), value, coverage);
}

} // namespace backsift::proof
