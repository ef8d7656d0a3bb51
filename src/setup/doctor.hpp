// Lets a letter of the user come back in every shape that is known, and one in his name that he did
// not send, and has the user's own config judge each.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "config/config.hpp"
#include "message/mail.hpp"
#include "proof/proof.hpp"
#include "setup/sample_letter.hpp"
#include "verdict/verdict.hpp"

namespace backsift::setup {

// What a judge says of one mail.
struct Opinion {
    std::string kind;
    verdict::Word verdict = verdict::Word::ordinary;
    verdict::Place place = verdict::Place::inbox;
    std::vector<proof::Reply> proofs;
};
using Judging = std::function<Opinion(const message::Mail&)>;

struct Trial {
    std::string shape;
    bool returns_header = false;
    bool recognised = false; // as the kind that it is
    Opinion own;
    Opinion forged;
};

struct Examination {
    std::vector<Trial> trials;

    // How many of the letters that come back are told to be the user's.
    [[nodiscard]] std::size_t genuine() const;
    // How many answers to the forgery go to the folder.
    [[nodiscard]] std::size_t filed() const;
    // How many of the user's own would go there: bounces that he will miss.
    [[nodiscard]] std::size_t lost() const;
    // The names of the proofs that were asked, in their order.
    [[nodiscard]] std::vector<std::string> proofs() const;
};

// `letter` as it left, with its marks.
[[nodiscard]] Examination examine(const Letter& letter, const Letter& forged,
                                  const Judging& judging, std::int64_t now);

// What a proof says of one, "" where it was not asked.
[[nodiscard]] std::string answer_of(const Opinion& opinion, std::string_view proof);

} // namespace backsift::setup
