// The result model's sums: what a scan, or the journal, found, counted message by message. Every
// report (terminal, CSV, page) is made from entries and one Tally. Memory does not grow with the
// number of messages.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/closest.hpp"
#include "report/entry.hpp"
#include "report/storms.hpp"

namespace backsift::report {

using ByVerdict = std::array<std::size_t, verdict::k_verdict_words.size()>; // by verdict::Word
[[nodiscard]] std::size_t sum(const ByVerdict& counts);

inline constexpr std::size_t k_usual_replies_an_hour = 20; // more are a storm

class Tally {
  public:
    explicit Tally(std::size_t usual_replies_an_hour = k_usual_replies_an_hour)
        : storms_(usual_replies_an_hour) {}

    void add(const Entry& entry);
    void add_unreadable(const std::string& path, const std::string& sentence);
    // Somebody ended the scan before it had seen everything.
    void interrupt() { interrupted_ = true; }

    [[nodiscard]] std::size_t messages() const { return messages_; }
    [[nodiscard]] std::size_t into_folder() const { return into_folder_; }
    [[nodiscard]] const ByVerdict& of(rules::Kind kind) const;
    [[nodiscard]] ByVerdict replies() const; // over the kinds that are automatic replies

    // Automatic replies only, all of them by verdict; days since 1970, UTC.
    [[nodiscard]] const std::map<std::int64_t, ByVerdict>& days() const { return days_; }
    // "2026-11" and its days together.
    [[nodiscard]] std::vector<std::pair<std::string, ByVerdict>> months() const;
    // Those with most replies first; the hosts beyond the first 10,000 names are not counted.
    [[nodiscard]] std::vector<std::pair<std::string, ByVerdict>> hosts(std::size_t most) const;
    // What decided: "token absent", "conflict", "nothing could tell"; most frequent first.
    [[nodiscard]] std::vector<std::pair<std::string, ByVerdict>> proofs() const;
    [[nodiscard]] std::vector<Storm> storms() const { return storms_.storms(); }
    [[nodiscard]] std::vector<Entry> closest(std::size_t most) const {
        return closest_.nearest(most);
    }

    [[nodiscard]] bool interrupted() const { return interrupted_; }
    [[nodiscard]] std::size_t unreadable() const { return unreadable_; }
    // "PATH: why", the first hundred.
    [[nodiscard]] const std::vector<std::string>& unreadable_paths() const {
        return unreadable_paths_;
    }

  private:
    void add_reply(const Entry& entry);

    std::size_t messages_ = 0;
    std::size_t into_folder_ = 0;
    std::size_t unreadable_ = 0;
    bool interrupted_ = false;
    std::array<ByVerdict, rules::k_kinds> by_kind_{};
    std::map<std::int64_t, ByVerdict> days_;
    std::map<std::string, ByVerdict> hosts_;
    std::map<std::string, ByVerdict> proofs_;
    StormWatch storms_;
    ClosestCalls closest_;
    std::vector<std::string> unreadable_paths_;
};

// "In 41203 messages there are 812 automatic replies: 71 answer your mail, 690 do not, 51 cannot be
// told."
[[nodiscard]] std::string headline(const Tally& tally);

// What decided about an automatic reply: a key of Tally::proofs().
[[nodiscard]] std::string deciding_proof(const Entry& entry);

} // namespace backsift::report
