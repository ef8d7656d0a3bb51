// Kind and proof to verdict and place: the table of the design, as code that is nothing but tables.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evidence.hpp"
#include "verdict/exception.hpp"

namespace backsift::verdict {

enum class Word : std::uint8_t { ordinary, genuine, backscatter, unverifiable };
inline constexpr std::array<std::string_view, 4> k_verdict_words{"ordinary", "genuine",
                                                                 "backscatter", "unverifiable"};
[[nodiscard]] constexpr std::string_view word(Word w) {
    return k_verdict_words[static_cast<std::size_t>(w)];
}

enum class Place : std::uint8_t { inbox, folder };
inline constexpr std::array<std::string_view, 2> k_place_words{"inbox", "folder"};
[[nodiscard]] constexpr std::string_view word(Place p) {
    return k_place_words[static_cast<std::size_t>(p)];
}

// How many unverifiable replies of each kind came within the last hour. When more than `most` of a
// kind do, somebody is forging our address in bulk, and those that name nothing we sent are filed.
struct Storm {
    std::array<std::uint32_t, rules::k_kinds> within_hour{}; // by Kind, without the one judged
    std::uint32_t most = 0;                                  // 0: there is never a storm
    std::array<bool, rules::k_kinds> spared{};               // the user said where these go

    [[nodiscard]] bool blows(rules::Kind kind) const {
        return most > 0 && within_hour[static_cast<std::size_t>(kind)] >= most;
    }
};

// Where unverifiable mail of each kind goes. Everything that acts on time or state enters here.
struct Policy {
    std::array<Place, rules::k_kinds> unverifiable{}; // by Kind; careful: all inbox
    Storm storm{};
    std::vector<Exception> exceptions{}; // those in force; they lead to the inbox, to nothing else

    [[nodiscard]] static Policy careful();
    // Files unverifiable bounces, delays and success reports, as the procmail recipe and VBounce
    // do.
    [[nodiscard]] static Policy strict();
};

struct Verdict {
    rules::Kind kind = rules::Kind::ordinary;
    Word verdict = Word::ordinary;
    Place place = Place::inbox;
    proof::Answer proof = proof::Answer::unknown;
    bool conflict = false;                 // indicated against absent
    bool storm = false;                    // filed for nothing but a storm of its kind
    std::optional<Exception> exception{};  // it is in the inbox for nothing but this
    std::vector<std::string> because;      // sentences, most telling first
    std::vector<std::string> would_change; // what would change it
};

// proven › contradicted › indicated › absent › unknown; indicated against absent is unknown, and so
// is absent while another proof is broken (Reply::trouble): a missing index convicts nobody.
struct Joined {
    proof::Answer answer = proof::Answer::unknown;
    bool conflict = false;
};
[[nodiscard]] Joined join(const std::vector<proof::Reply>& replies);

// Whether a verdict brings its reasons (because, would_change).
enum class Reasons : std::uint8_t { written, left_out };

[[nodiscard]] Verdict decide(const evidence::Evidence& evidence, const Policy& policy,
                             Reasons reasons = Reasons::written);

} // namespace backsift::verdict
