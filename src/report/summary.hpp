// What a scan found, counted while it runs: memory does not grow with the number of messages.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "report/entry.hpp"
#include "report/table.hpp"

namespace backsift::report {

class Summary {
  public:
    void add(const Entry& entry);
    void add_unreadable(const std::string& path, const std::string& sentence);

    [[nodiscard]] std::size_t messages() const { return messages_; }
    [[nodiscard]] std::size_t unreadable() const { return unreadable_; }
    // The whole report for a terminal; ends with a newline.
    [[nodiscard]] std::string text(const Dress& dress) const;

  private:
    using Row = std::array<std::size_t, verdict::k_verdict_words.size()>;  // by verdict
    struct Host {
        std::size_t backscatter = 0;
        std::size_t all = 0;
    };

    [[nodiscard]] std::string headline() const;
    [[nodiscard]] std::string kinds_table(const Dress& dress) const;
    [[nodiscard]] std::string hosts_table(const Dress& dress) const;
    [[nodiscard]] std::string calls(const Dress& dress) const;

    std::size_t messages_ = 0;
    std::size_t unreadable_ = 0;
    std::size_t into_folder_ = 0;
    std::array<Row, rules::k_kinds> by_kind_{};
    std::map<std::string, Host> hosts_;      // reporting hosts, bounded
    std::vector<Entry> closest_;             // the automatic replies nearest to another verdict, bounded
    std::vector<std::string> unreadable_paths_;  // the first few
};

}  // namespace backsift::report
