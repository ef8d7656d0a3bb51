#include "setup/remarks.hpp"

#include "base/text.hpp"
#include "config/value.hpp"

namespace backsift::setup {

void Remarks::add(Severity severity, std::string_view key, const base::Failure& failure) {
    const base::Place set = config.place_of(key);
    if (failure.place.line != 0 || set.line == 0)
        return found_.push_back(
            {severity, failure.sentence, failure.place, failure.hint, failure.source_line});
    const std::string& file = failure.place.file;
    found_.push_back(
        {severity, (file.empty() ? "" : file + ": ") + failure.sentence, set, failure.hint});
}

void Remarks::show_lines() {
    constexpr std::size_t k_most_bytes = std::size_t{1} << 20U; // as config::load
    if (config.file.empty() || !surroundings.read)
        return;
    const base::Result<base::Bytes> text = surroundings.read(config.file, k_most_bytes);
    if (!text)
        return;
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text->size();)
        lines.push_back(base::next_line(text->view(), at));
    for (Remark& remark : found_) {
        const std::size_t line = remark.place.line;
        if (remark.place.file != config.file || line == 0 || line > lines.size())
            continue;
        if (!config::shows_secret(lines[line - 1]))
            remark.line = lines[line - 1];
    }
}

} // namespace backsift::setup
