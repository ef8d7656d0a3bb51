// What the mail that is already there tells of its owner: at which addresses it came in, which of
// them send, and by which servers mail left that came back. A bounce counts only where it returns
// the Message-ID of a copy of sent mail: most that come in answer forgeries.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "base/limits.hpp"
#include "message/mail.hpp"
#include "setup/found.hpp"

namespace backsift::setup {

class MailboxSurvey {
  public:
    // Sent mail first: it tells what of the rest was really sent.
    void add_sent(const message::Mail& mail, const std::string& folder);
    void add_received(const message::Mail& mail);

    // Adds what was found. Addresses that stand in one mail of many are left out.
    void tell(Found& to) const;

  private:
    struct Count {
        std::size_t times = 0;
        std::string first; // where it stood first
    };
    using Counts = std::map<std::string, Count>;
    static void count(Counts& in, const std::string& value, const std::string& where);

    void add_report(const message::Mail& mail);
    void add_hops(const message::Mail& mail, const message::HeaderBlock& returned);
    void add_signatures(const message::HeaderBlock& header);

    base::Limits limits_;
    std::set<std::string> sent_ids_; // bounded
    Counts authors_;                 // of sent mail
    Counts recipients_;              // to which mail came, by our own MTA's word
    Counts relays_;
    Counts signatures_; // "SELECTOR DOMAIN"
    std::size_t read_ = 0;
    std::size_t reports_ = 0;
    std::size_t own_reports_ = 0;
};

} // namespace backsift::setup
