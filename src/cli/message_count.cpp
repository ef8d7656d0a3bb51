#include "cli/message_count.hpp"

#include <utility>

namespace backsift::cli {

MessageCount::MessageCount(const std::vector<std::string>& paths, Selection selection,
                           Progress& progress)
    : selection_(std::move(selection)),
      thread_([this, &paths, &progress] { count(paths, progress); }) {}

MessageCount::~MessageCount() {
    enough_ = true;
    thread_.join();
}

void MessageCount::count(const std::vector<std::string>& paths, Progress& progress) {
    std::size_t total = 0;
    const mailbox::Walker walker{
        [&](const mailbox::Entry& entry) {
            total += selection_.takes(entry) ? 1U : 0U;
            return !enough_;
        },
        {},
        [this](const std::string& folder) { return selection_.takes_folder(folder); }};
    for (const std::string& path : paths)
        static_cast<void>(mailbox::walk(path, walker)); // the scan names what is not there
    if (!enough_)
        progress.expect(total);
}

} // namespace backsift::cli
