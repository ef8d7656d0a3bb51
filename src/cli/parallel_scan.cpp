#include "cli/parallel_scan.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "cli/source.hpp"
#include "mailbox/message_path.hpp"
#include "os/dir.hpp"

namespace backsift::cli {

namespace {

// Messages travel in batches: a lock per message would cost as much as judging a short one.
constexpr std::size_t k_batch = 32;
// Batches that may be under way at once; bounds the memory.
constexpr std::size_t k_most_under_way = 64;

struct Batch {
    std::size_t number = 0;
    std::vector<mailbox::Entry> entries;
    std::vector<Scanned> troubles; // found by the walk, put out before the batch
};

// The three parties: the walker puts batches in, workers judge them, the caller takes results in
// order.
class Line {
  public:
    // False: nobody wants any more.
    bool put(Batch batch) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return stopped_ || next_in_ - next_out_ < k_most_under_way; });
        if (stopped_)
            return false;
        batch.number = next_in_++;
        todo_.push_back(std::move(batch));
        work_.notify_one();
        return true;
    }

    void finish() {
        const std::lock_guard lock(mutex_);
        finished_ = true;
        work_.notify_all();
        done_.notify_all();
    }

    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        todo_.clear();
        room_.notify_all();
        work_.notify_all();
    }

    std::optional<Batch> get() {
        std::unique_lock lock(mutex_);
        work_.wait(lock, [&] { return stopped_ || finished_ || !todo_.empty(); });
        if (stopped_ || todo_.empty())
            return std::nullopt;
        Batch batch = std::move(todo_.front());
        todo_.pop_front();
        return batch;
    }

    void done(std::size_t number, std::vector<Scanned> results) {
        const std::lock_guard lock(mutex_);
        results_.emplace(number, std::move(results));
        done_.notify_one();
    }

    // The next batch of results; nothing when all are out.
    std::optional<std::vector<Scanned>> take() {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [&] {
            return results_.count(next_out_) != 0 || (finished_ && next_out_ == next_in_);
        });
        const auto found = results_.find(next_out_);
        if (found == results_.end())
            return std::nullopt;
        std::vector<Scanned> results = std::move(found->second);
        results_.erase(found);
        ++next_out_;
        room_.notify_one();
        return results;
    }

  private:
    std::mutex mutex_;
    std::condition_variable room_;
    std::condition_variable work_;
    std::condition_variable done_;
    std::deque<Batch> todo_;
    std::map<std::size_t, std::vector<Scanned>> results_;
    std::size_t next_in_ = 0;
    std::size_t next_out_ = 0;
    bool finished_ = false;
    bool stopped_ = false;
};

// A mail program may have renamed the message since its folder was listed: flags changed, read.
base::Result<base::Bytes> read_where_it_is(mailbox::Entry& entry, std::size_t limit) {
    auto bytes = mailbox::read(entry, limit);
    if (bytes || bytes.error().kind != base::Kind::no_input || entry.form != mailbox::Form::maildir)
        return bytes;
    const auto named = mailbox::read_message_path(entry.path);
    const auto now = named ? mailbox::Finder().find(*named) : std::nullopt;
    if (!now)
        return bytes;
    entry.path = now->text();
    return mailbox::read(entry, limit);
}

// One that went away meanwhile is no fault.
Scanned not_read(const base::Failure& failure) {
    Scanned out;
    out.path = failure.place.file;
    out.sentence = failure.sentence;
    out.trouble = failure.kind;
    out.vanished = failure.kind == base::Kind::no_input && !os::is_there(out.path);
    return out;
}

// What is remembered of the message, under the name and at the place it has now.
bool recall(Scanned& out, const mailbox::Entry& entry, const ScanMemory* memory) {
    if (memory == nullptr || !out.key)
        return false;
    out.entry = memory->recall(*out.key);
    if (!out.entry)
        return false;
    out.entry->path = entry.path;
    if (entry.form == mailbox::Form::mbox)
        out.entry->offset = entry.offset;
    return true;
}

Scanned scan_one(mailbox::Entry entry, const Judge& judge, const ScanOrder& order) {
    const ScanMemory* const memory = order.memory;
    Scanned out;
    out.path = entry.path;
    const bool in_mbox = entry.form == mailbox::Form::mbox;
    if (memory != nullptr && !in_mbox)
        out.key = memory->key_of(entry);
    if (recall(out, entry, memory))
        return out;
    auto bytes = read_where_it_is(entry, judge.limits().message_bytes);
    out.path = entry.path;
    if (!bytes)
        return not_read(bytes.error());
    if (memory != nullptr && in_mbox)
        out.key = memory->key_of(bytes->view());
    if (in_mbox && recall(out, entry, memory))
        return out;
    const bool more = bytes->size() > judge.limits().message_bytes;
    const message::Mail mail = parse_mail(std::move(*bytes), more, {}, judge.limits());
    Judged judged = judge.judge(mail, evidence::Effort::decide, {});
    out.entry = report::make_entry(entry.path, mail, std::move(judged.evidence),
                                   std::move(judged.verdict), judge.limits(),
                                   memory == nullptr ? order.detail : report::Detail::whole);
    if (in_mbox)
        out.entry->offset = entry.offset;
    return out;
}

void work(Line& line, const ScanOrder& order, const Judge& judge) {
    while (std::optional<Batch> batch = line.get()) {
        std::vector<Scanned> results = std::move(batch->troubles);
        for (const mailbox::Entry& entry : batch->entries) {
            // A bug in judging one message must not end the scan of all others.
            try {
                results.push_back(scan_one(entry, judge, order));
            } catch (const std::exception& error) {
                results.push_back({std::nullopt,
                                   entry.path,
                                   std::string("could not judge: ") + error.what(),
                                   {},
                                   {},
                                   base::Kind::internal});
            }
        }
        for (Scanned& result : results)
            order.format(result);
        line.done(batch->number, std::move(results));
    }
}

// Walks all paths; returns the first failure to enter one.
base::Result<base::Done> walk_all(Line& line, const ScanOrder& order) {
    Batch batch;
    bool wanted = true;
    const auto flush = [&] {
        if (!batch.entries.empty() || !batch.troubles.empty())
            wanted = line.put(std::exchange(batch, {}));
        return wanted;
    };
    const mailbox::Walker walker{
        [&](mailbox::Entry entry) {
            if (order.wanted && !order.wanted(entry))
                return true;
            batch.entries.push_back(std::move(entry));
            return batch.entries.size() < k_batch || flush();
        },
        [&](const base::Failure& failure) { batch.troubles.push_back(not_read(failure)); },
        order.folder};
    base::Result<base::Done> outcome = base::Done{};
    for (const std::string& path : order.paths) {
        if (!wanted)
            break;
        const auto walked = mailbox::walk(path, walker);
        if (!walked && outcome)
            outcome = base::fail(walked.error());
    }
    if (wanted)
        flush();
    return outcome;
}

} // namespace

base::Result<base::Done> scan_all(const ScanOrder& order, const Judge& judge) {
    Line line;
    base::Result<base::Done> walked = base::Done{};
    std::thread walker([&] {
        walked = walk_all(line, order);
        line.finish();
    });
    std::vector<std::thread> workers;
    for (std::size_t i = 0; i < order.jobs; ++i)
        workers.emplace_back([&] { work(line, order, judge); });
    bool wanted = true;
    while (wanted) {
        auto results = line.take();
        if (!results)
            break;
        for (Scanned& result : *results)
            wanted = wanted && order.take(std::move(result));
    }
    if (!wanted)
        line.stop();
    walker.join();
    for (std::thread& worker : workers)
        worker.join();
    return walked;
}

} // namespace backsift::cli
