// The mbox reader: the spans it finds are in order, apart, and lose only blank lines between mails.
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/fuzz_support.hpp"
#include "mailbox/mbox.hpp"

using namespace backsift;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view all = fuzz::text(bytes, size);
    const int fd = memfd_create("mbox", MFD_CLOEXEC);
    fuzz::promise(fd >= 0 && write(fd, all.data(), all.size()) == static_cast<ssize_t>(all.size())
                      && lseek(fd, 0, SEEK_SET) == 0,
                  "the file is there");
    std::size_t end = 0;
    const auto done = mailbox::split_mbox(fd, "fuzz.mbox", [&](mailbox::Span span) {
        fuzz::promise(span.offset >= end && (span.length > 0 || all.empty())
                          && span.length <= all.size() - span.offset,
                      "a mail lies behind the one before");
        fuzz::promise(all.substr(end, span.offset - end).find_first_not_of("\r\n")
                          == std::string_view::npos,
                      "only blank lines are between");
        end = span.offset + span.length;
        const std::string_view mail = all.substr(span.offset, span.length);
        fuzz::promise(mailbox::unquote(base::Bytes(mail)).size() <= mail.size(),
                      "unquoting adds nothing");
        return true;
    });
    close(fd);
    fuzz::promise(done.has_value(), "any bytes are a file of mail");
    fuzz::promise(all.substr(end).find_first_not_of("\r\n") == std::string_view::npos,
                  "nothing is left");
    return 0;
}
