#include <algorithm>
#include <string>

#include "build_facts.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/manual_page.hpp"
#include "manual/mdoc.hpp"

namespace backsift::cli {

namespace {

// Longer lines are hard to read, whatever the terminal would hold.
constexpr std::size_t k_widest = 80;

std::string commands_and_pages() {
    std::string others;
    for (const manual::Page& page : manual::pages()) {
        if (find_command(short_name(page)) == nullptr)
            others += (others.empty() ? "" : ", ") + std::string(short_name(page));
    }
    return overview() + "Other pages of the manual: " + others + ".\n";
}

base::Result<std::string> page(const Invocation& invocation) {
    const auto found = page_named(invocation.operands.front());
    if (!found)
        return base::fail(found.error());
    auto source = mdoc_page(**found);
    if (!source || invocation.mdoc)
        return source;
    const report::Dress dressed = dress();
    return manual::plain_text(*source,
                              {std::min(dressed.width, k_widest),
                               dressed.colours ? manual::Faces::shown : manual::Faces::none})
        .text;
}

} // namespace

base::ExitStatus run_help(const Invocation& invocation) {
    if (invocation.operands.size() > 1)
        return refuse({base::Kind::usage, "help shows one page at a time", {}, {}, {}});
    const auto text = invocation.operands.empty() ? base::Result<std::string>(commands_and_pages())
                                                  : page(invocation);
    if (!text)
        return refuse(text.error());
    return print(*text) ? base::ExitStatus::ok : base::ExitStatus::temporary;
}

base::ExitStatus run_version(const Invocation&) {
    return print(std::string("backsift " BACKSIFT_VERSION "\n") + k_build_facts)
               ? base::ExitStatus::ok
               : base::ExitStatus::temporary;
}

} // namespace backsift::cli
