#include "cli/questions.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/text.hpp"
#include "cli/console.hpp"

namespace backsift::cli {

namespace {

std::string answer() {
    char* line = nullptr;
    std::size_t room = 0;
    const ssize_t length = ::getline(&line, &room, stdin);
    const std::unique_ptr<char, decltype(&std::free)> owner(line, &std::free);
    if (length <= 0)
        return {};
    return std::string(base::trim({line, static_cast<std::size_t>(length)}));
}

} // namespace

bool ask_whether(const std::string& question, bool proposed) {
    for (;;) {
        (void)print(question + (proposed ? " [Y/n] " : " [y/N] "));
        const std::string said = answer();
        if (said.empty())
            return proposed;
        if (base::iequals(said, "y") || base::iequals(said, "yes"))
            return true;
        if (base::iequals(said, "n") || base::iequals(said, "no"))
            return false;
    }
}

std::string ask_for(const std::string& question, const std::string& proposed) {
    (void)print(question + " [" + base::clean(proposed, 400) + "] ");
    std::string said = answer();
    return said.empty() ? proposed : said;
}

} // namespace backsift::cli
