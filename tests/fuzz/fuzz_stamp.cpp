// Stamping loses no byte: the pieces without our line are the mail without its X-Backsift fields,
// and a mail that has none comes back whole.
#include <string>

#include "base/text.hpp"
#include "deliver/stamp.hpp"
#include "fuzz/fuzz_support.hpp"
#include "message/mail.hpp"

using namespace backsift;

namespace {

constexpr std::string_view k_field =
    "X-Backsift: verdict=ordinary; kind=ordinary; place=inbox; proof=unknown; by=";

std::string joined(const deliver::Stamped& stamped) {
    std::string out;
    for (const std::string_view piece : stamped.pieces)
        out += piece;
    return out;
}

// Every piece but our line lies in the mail, behind the one before.
std::size_t bytes_kept(const deliver::Stamped& stamped, std::string_view all) {
    std::size_t kept = 0;
    const char* last = all.data();
    for (const std::string_view piece : stamped.pieces) {
        if (piece.data() < all.data() || piece.data() >= all.data() + all.size())
            continue;
        fuzz::promise(piece.data() >= last, "the pieces stand in their order");
        last = piece.data() + piece.size();
        fuzz::promise(last <= all.data() + all.size(), "a piece lies within the mail");
        kept += piece.size();
    }
    return kept;
}

void check(const message::Mail& mail, deliver::FromLine from_line) {
    const std::string_view all =
        from_line == deliver::FromLine::keep ? mail.text() : mail.without_from_line();
    fuzz::promise(joined(deliver::unstamped(mail, from_line)) == all,
                  "an unstamped mail is the mail");
    const deliver::Stamped stamped = deliver::stamp(mail, k_field, from_line);
    const std::string once = joined(stamped);
    const std::size_t ours = once.find(k_field);
    fuzz::promise(ours != std::string::npos, "our field is there");
    if (!base::icontains(all, deliver::k_field_name)) {
        fuzz::promise(bytes_kept(stamped, all) == all.size(), "nothing is missing but our fields");
        fuzz::promise(once.size() == all.size() + stamped.line.view().size(),
                      "nothing is added but our line");
    }
    // Stamped again it is the same: our field was found, and nothing else was taken for it.
    const message::Mail again = message::parse(base::Bytes(once), {}, {});
    if (again.from_line == mail.from_line || from_line == deliver::FromLine::drop)
        fuzz::promise(joined(deliver::stamp(again, k_field, deliver::FromLine::keep)) == once,
                      "stamping twice is stamping once");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const message::Mail mail = message::parse(base::Bytes(fuzz::text(bytes, size)), {}, {});
    check(mail, deliver::FromLine::keep);
    check(mail, deliver::FromLine::drop);
    return 0;
}
