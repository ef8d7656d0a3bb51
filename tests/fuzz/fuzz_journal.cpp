// Lines of the journal, which a crash or a full disk may have cut anywhere.
#include "fuzz/fuzz_support.hpp"
#include "journal/record.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto record = journal::parse_record(fuzz::text(bytes, size));
    if (!record)
        return 0;
    const std::string line = journal::format(*record);
    fuzz::promise(line.size() <= 4096, "a line fits into one write");
    fuzz::promise(line.find('\n') == line.size() - 1, "a record is one line");
    const auto again = journal::parse_record(line);
    fuzz::promise(again.has_value(), "what was written is read");
    fuzz::promise(journal::format(*again) == line, "and says the same");
    return 0;
}
