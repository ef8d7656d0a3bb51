// From the words of the command line to the report that they ask for.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "cli/invocation.hpp"
#include "os/world.hpp"
#include "report/table.hpp"
#include "report/writer.hpp"

namespace backsift::cli {

// --format; else what the name of -o ends in (.html, .csv, .jsonl, .json); else text.
[[nodiscard]] Format wanted_format(const Invocation& invocation);

// The writer of the format that the invocation wants. `title` heads a page, the operands are named
// in it.
[[nodiscard]] base::Result<std::unique_ptr<report::Writer>>
make_writer(const Invocation& invocation, const std::string& title, const report::Dress& dress,
            os::World& world);

} // namespace backsift::cli
