#include "cli/report_format.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/page.hpp"

namespace backsift::cli {

namespace {

using base::Result;
using report::Writer;

using Made = Result<std::unique_ptr<Writer>>;

struct Wish {
    const Invocation& invocation;
    const std::string& title;
    const report::Dress& dress;
    os::World& world;
};

Made make_text(const Wish& wish) {
    const bool list = wish.invocation.list;
    return report::text_writer(wish.dress, list ? report::Rows::listed : report::Rows::left_out);
}

Made make_json(const Wish&) {
    return report::json_writer();
}

Made make_csv(const Wish&) {
    return report::csv_writer();
}

Made make_page(const Wish& wish) {
    const std::string directory = wish.world.variable("TMPDIR");
    report::PageAbout about{wish.title, {}, BACKSIFT_VERSION, wish.world.now().seconds};
    for (const std::string& path : wish.invocation.operands)
        about.paths.push_back(base::clean(path, 200));
    return report::page_writer(std::move(about), directory.empty() ? "/tmp" : directory);
}

// A format is a row: its name, what a file's name ends in, what makes its report.
struct FormatRow {
    Format format;
    std::string_view ending;
    Made (*make)(const Wish& wish);
};

constexpr std::array k_formats{
    FormatRow{Format::text, ".txt", make_text}, FormatRow{Format::json, ".json", make_json},
    FormatRow{Format::jsonl, ".jsonl", make_json}, FormatRow{Format::csv, ".csv", make_csv},
    FormatRow{Format::html, ".html", make_page}};

} // namespace

Format wanted_format(const Invocation& invocation) {
    if (invocation.format)
        return *invocation.format;
    for (const FormatRow& row : k_formats) {
        if (base::iends_with(invocation.output, row.ending))
            return row.format;
    }
    return Format::text;
}

Made make_writer(const Invocation& invocation, const std::string& title, const report::Dress& dress,
                 os::World& world) {
    const Format wanted = wanted_format(invocation);
    const auto* const row =
        std::find_if(k_formats.begin(), k_formats.end(),
                     [wanted](const FormatRow& candidate) { return candidate.format == wanted; });
    return row->make({invocation, title, dress, world});
}

} // namespace backsift::cli
