#include "setup/doctor.hpp"

#include <algorithm>

#include "setup/bounce_shape.hpp"

namespace backsift::setup {

Examination examine(const Letter& letter, const Letter& forged, const Judging& judging,
                    std::int64_t now) {
    const base::Limits limits;
    Examination out;
    for (const Shape& shape : shapes()) {
        const auto opinion_on = [&](const Letter& returned) {
            return judging(
                message::parse(base::Bytes(bounce_of(shape, returned, now)), {}, limits));
        };
        Trial trial{std::string(shape.name), returns_header(shape), false, opinion_on(letter),
                    opinion_on(forged)};
        trial.recognised = trial.own.kind == shape.kind && trial.forged.kind == shape.kind;
        out.trials.push_back(std::move(trial));
    }
    return out;
}

std::size_t Examination::genuine() const {
    return static_cast<std::size_t>(std::count_if(trials.begin(), trials.end(), [](const Trial& t) {
        return t.own.verdict == verdict::Word::genuine;
    }));
}

std::size_t Examination::filed() const {
    return static_cast<std::size_t>(std::count_if(trials.begin(), trials.end(), [](const Trial& t) {
        return t.forged.place == verdict::Place::folder;
    }));
}

std::size_t Examination::lost() const {
    return static_cast<std::size_t>(std::count_if(trials.begin(), trials.end(), [](const Trial& t) {
        return t.own.place == verdict::Place::folder;
    }));
}

std::vector<std::string> Examination::proofs() const {
    std::vector<std::string> names;
    for (const Trial& trial : trials) {
        for (const proof::Reply& reply : trial.own.proofs) {
            if (std::find(names.begin(), names.end(), reply.name) == names.end())
                names.push_back(reply.name);
        }
    }
    return names;
}

std::string answer_of(const Opinion& opinion, std::string_view proof) {
    for (const proof::Reply& reply : opinion.proofs) {
        if (reply.name == proof)
            return std::string(proof::word(reply.answer));
    }
    return {};
}

} // namespace backsift::setup
