// A report of many messages in one format. All are made from the same two things: an Entry for
// every message, and the Tally of all. A new format is one more of these.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "report/entry.hpp"
#include "report/table.hpp"
#include "report/tally.hpp"

namespace backsift::report {

// Takes the report's text piece by piece; false: it could not be written, and no more is wanted.
using Sink = std::function<bool(std::string_view)>;

// Called in this order: begin, then for every message row and add, then end. All return what the
// sink said.
class Writer {
  public:
    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    virtual ~Writer() = default;

    // What stands for one message, or for one that could not be read. From any thread, at the same
    // time as everything else.
    [[nodiscard]] virtual std::string row(const Entry& entry) const = 0;
    [[nodiscard]] virtual std::string unreadable_row(const std::string& path,
                                                     const std::string& sentence) const = 0;

    // Whether row() and add() look at every entry; a summary asks for less (Detail::counted).
    [[nodiscard]] virtual Detail detail() const { return Detail::whole; }

    [[nodiscard]] virtual bool begin(const Sink&) { return true; }
    // In the order of the messages.
    [[nodiscard]] virtual bool add(const Entry&, std::string_view row, const Sink& sink) {
        return sink(row);
    }
    [[nodiscard]] virtual bool add_unreadable(std::string_view row, const Sink& sink) {
        return sink(row);
    }
    [[nodiscard]] virtual bool end(const Tally&, const Sink&) { return true; }
    // Why one of these returned false although the sink did not.
    [[nodiscard]] virtual std::optional<base::Failure> trouble() const { return {}; }
};

enum class Rows : std::uint8_t { left_out, listed };
// The summary for a terminal, after a row for every message where they are wanted.
[[nodiscard]] std::unique_ptr<Writer> text_writer(const Dress& dress, Rows rows);
// One JSON object a line (json.hpp).
[[nodiscard]] std::unique_ptr<Writer> json_writer();
// A table for spreadsheets (csv.hpp).
[[nodiscard]] std::unique_ptr<Writer> csv_writer();

} // namespace backsift::report
