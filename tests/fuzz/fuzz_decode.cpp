// Transfer encodings, charsets, encoded words and HTML. The first line names the charset; what
// follows is decoded in every way.
#include <algorithm>

#include "base/text.hpp"
#include "fuzz/fuzz_support.hpp"
#include "message/decode.hpp"

using namespace backsift;

namespace {

constexpr std::size_t k_most = 4096;
// A line of uuencoding says how many bytes it holds; those that a gateway took off its end are
// zero.
constexpr std::size_t k_padded_line = 63;

void check(std::string_view text, std::string_view charset) {
    message::Defects defects;
    const std::string utf8 = message::to_utf8(text, charset, defects);
    fuzz::promise(base::is_valid_utf8(utf8), "what was decoded is UTF-8");
    // The longest: one byte to a U+FFFD of three, and a shift or mark at the end.
    fuzz::promise(utf8.size() <= text.size() * 4 + 8, "decoding does not inflate");
    const std::string rendered = message::render_html(utf8);
    fuzz::promise(base::is_valid_utf8(rendered), "rendered HTML is UTF-8");
    fuzz::promise(rendered.size() <= utf8.size() * 4 + 8, "rendering does not inflate");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view all = fuzz::text(bytes, size);
    const std::size_t line = std::min(all.find('\n'), all.size());
    const std::string_view charset = all.substr(0, line);
    const std::string_view text = all.substr(std::min(line + 1, all.size()));
    check(text, charset);
    message::Defects defects;
    for (const auto decode :
         {message::decode_base64, message::decode_quoted_printable, message::decode_uuencode}) {
        const std::string whole = decode(text, text.size() * k_padded_line, defects);
        const bool padded = decode == message::decode_uuencode;
        fuzz::promise(whole.size() <= text.size() * (padded ? k_padded_line / 2 + 1 : 1),
                      "a transfer encoding does not inflate");
        const std::string cut = decode(text, k_most, defects);
        fuzz::promise(cut.size() <= k_most, "the bound is kept");
        fuzz::promise(whole.starts_with(cut), "a cut part is the front of the whole");
        check(whole, charset);
    }
    const std::string words = message::decode_words(message::unfold(text), defects);
    fuzz::promise(base::is_valid_utf8(words), "decoded words are UTF-8");
    fuzz::promise(words.find_first_of(std::string_view("\0\r\n", 3)) == std::string::npos,
                  "decoded words are one line");
    return 0;
}
