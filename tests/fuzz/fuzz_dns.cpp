// What a name server may answer when init asks for a DKIM key, and a record that somebody pasted.
// The first byte chooses:
//   p  the input as the text of a file with the record
//   else  as a DNS message
#include <string>

#include "fuzz/fuzz_support.hpp"
#include "setup/dkim_record.hpp"
#include "setup/dns_txt.hpp"

using namespace backsift;

namespace {

const setup::DkimName k_name{"s1", "example.org"};

void read_pasted(std::string_view text) {
    const auto key =
        setup::read_dkim_record(text, "/home/ann/s1.txt", {{"s1 example.org", "mail"}});
    if (key) {
        fuzz::promise(!key->domain.empty() && !key->selector.empty(), "a key has its name");
        return;
    }
    fuzz::promise_that_it_can_be_shown(key.error());
}

void read_answer(std::string_view message) {
    const auto texts = setup::read_txt_answer(message);
    if (!texts)
        return;
    const auto file = setup::key_file_text(k_name, *texts);
    if (!file) {
        fuzz::promise_that_it_can_be_shown(file.error());
        return;
    }
    const auto key = setup::read_dkim_record(*file, "/home/ann/s1.txt", {});
    fuzz::promise(key && key->domain == k_name.domain && key->selector == k_name.selector,
                  "the file that was written is read, and says whose key it holds");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = fuzz::text(bytes, size);
    if (text.starts_with('p'))
        read_pasted(text.substr(1));
    else
        read_answer(text);
    return 0;
}
