#include "cli/source.hpp"

#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "cli/judgement.hpp"
#include "mailbox/compressed.hpp"
#include "os/dir.hpp"
#include "os/fd.hpp"
#include "os/read.hpp"

namespace backsift::cli {

std::vector<std::string> sources(const Invocation& invocation) {
    if (invocation.operands.empty())
        return {std::string(k_standard_input)};
    return invocation.operands;
}

message::Mail parse_mail(base::Bytes bytes, bool more, message::Envelope envelope,
                         const base::Limits& limits) {
    message::Mail mail = message::parse(std::move(bytes), std::move(envelope), limits);
    if (more)
        mail.defects.note(message::Defect::message_too_large);
    return mail;
}

base::Result<message::Mail> read_mail(const std::string& path, const Invocation& invocation,
                                      const base::Limits& limits, os::World& world) {
    const bool standard_input = path == k_standard_input;
    os::Fd file;
    if (!standard_input) {
        if (os::is_directory(path)) {
            return base::fail({base::Kind::no_input,
                               "is a folder, not a message",
                               {path, 0, 0},
                               {},
                               "\"backsift scan\" judges folders"});
        }
        auto opened = os::open(path, O_RDONLY);
        if (!opened)
            return base::fail(opened.error());
        file = std::move(*opened);
    }
    auto input = os::read_input(standard_input ? STDIN_FILENO : file.get(), limits.message_bytes);
    if (!input) {
        base::Failure failure = input.error();
        if (failure.place.file.empty())
            failure.place.file = path;
        return base::fail(std::move(failure));
    }
    if (!standard_input) {
        if (const auto packed = mailbox::compressed(input->bytes.view(), path))
            return base::fail(*packed);
    }
    message::Mail mail =
        parse_mail(std::move(input->bytes), input->more, envelope(invocation), limits);
    if (standard_input)
        complete_from_environment(mail, world);
    return mail;
}

} // namespace backsift::cli
