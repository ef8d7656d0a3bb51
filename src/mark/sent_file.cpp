#include "mark/sent_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <string_view>
#include <unordered_set>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "os/file.hpp"

namespace backsift::mark {

using base::Kind;
using base::Result;

namespace {

constexpr std::uint64_t k_magic_word = 0x31746e6573627362U; // "bsbsent1" where bytes are in order
constexpr std::uint64_t k_format = 1;
constexpr std::size_t k_word = sizeof(std::uint64_t);
constexpr std::size_t k_most_values = 1000;
constexpr std::size_t k_most_recipients = 1000;

std::uint64_t check_of(const HashKey& key, std::uint64_t place, const std::uint64_t* words,
                       std::size_t count) {
    std::string text(k_word * (count + 1), '\0');
    std::memcpy(text.data(), &place, k_word);
    if (count != 0) {
        std::memcpy(text.data() + k_word, words, k_word * count);
    }
    return keyed_hash(key, text);
}

std::uint64_t check_of(const HashKey& key, std::uint64_t place, const SentFile::Block& block) {
    return check_of(key, place, block.data() + 1, block.size() - 1);
}

void append(std::string& out, const std::uint64_t* words, std::size_t count) {
    if (count != 0) {
        out.append(reinterpret_cast<const char*>(words), count * k_word);
    }
}

// Three quarters full: a bucket that runs over costs one block more, one in a hundred does.
std::uint64_t buckets_for(std::size_t entries) {
    return entries / (SentFile::k_bucket_entries * 3 / 4) + 1;
}

std::vector<SentFile::Block> fill(const std::vector<SentContent::Entry>& entries) {
    std::vector<SentFile::Block> blocks(buckets_for(entries.size()));
    for (const SentContent::Entry& entry : entries) {
        std::size_t at = entry.hash % blocks.size();
        while (blocks[at][1] == SentFile::k_bucket_entries) {
            at = (at + 1) % blocks.size();
        }
        SentFile::Block& block = blocks[at];
        const auto used = block[1]++;
        block[2 + 2 * used] = entry.hash;
        block[3 + 2 * used] = entry.value;
    }
    return blocks;
}

} // namespace

void SentContent::add(const HashKey& key, const SentRecord& record) {
    const std::uint64_t offset = words.size();
    words.push_back(0);
    words.push_back(std::min(record.recipients.size(), k_most_recipients));
    for (std::size_t i = 0; i < record.recipients.size() && i < k_most_recipients; ++i) {
        words.push_back(record.recipients[i]);
    }
    words[offset] = check_of(key, offset, words.data() + offset + 1, words.size() - offset - 1);
    const auto date = static_cast<std::uint64_t>(record.date);
    for (const std::uint64_t id : record.ids)
        entries.push_back({id, offset});
    for (const std::uint64_t hash : record.recipients)
        entries.push_back({hash, date});
    for (const std::uint64_t hash : record.triples)
        entries.push_back({hash, date});
}

namespace {

bool in_order(const SentContent::Entry& a, const SentContent::Entry& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.value < b.value;
}

// Of the records of one id those that name the same recipients: a message that lies in ten folders
// is one, and one handed to `sendmail` for each of its recipients is not.
class Alike {
  public:
    explicit Alike(const std::vector<std::uint64_t>& words) : words_(words) {}

    // False for a record like one that was kept, or where there are enough.
    [[nodiscard]] bool keep(const SentContent::Entry& entry) {
        if (entry.hash != hash_) {
            hash_ = entry.hash;
            kept_.clear();
        }
        return kept_.size() < k_most_of_one_id && kept_.insert(recipients(entry.value)).second;
    }

  private:
    // As bytes; "" for one that does not read, of which one is kept.
    [[nodiscard]] std::string_view recipients(std::uint64_t offset) const {
        if (offset >= words_.size() || words_.size() - offset < 2
            || words_[offset + 1] > words_.size() - offset - 2)
            return {};
        return {reinterpret_cast<const char*>(words_.data() + offset + 1),
                k_word * (words_[offset + 1] + 1)};
    }

    const std::vector<std::uint64_t>& words_;
    std::uint64_t hash_ = 0;
    std::set<std::string_view> kept_;
};

// Of a mailbox written to a thousand times only the last date counts, else such a hash would fill
// bucket after bucket.
void thin_out(std::vector<SentContent::Entry>& entries, const std::vector<std::uint64_t>& words) {
    std::sort(entries.begin(), entries.end(), in_order);
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    Alike alike(words);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const SentContent::Entry entry = entries[i];
        const bool last = i + 1 == entries.size() || entries[i + 1].hash != entry.hash;
        if (kind_of(entry.hash) == Hashed::id ? alike.keep(entry) : last) {
            entries[kept++] = entry;
        }
    }
    entries.resize(kept);
}

} // namespace

void SentContent::count() {
    std::sort(entries.begin(), entries.end(), in_order);
    std::unordered_set<std::uint64_t> again; // records that share an id with one before them
    for (std::size_t i = 1; i < entries.size(); ++i) {
        const Entry& entry = entries[i];
        const Entry& before = entries[i - 1];
        if (kind_of(entry.hash) == Hashed::id && entry.hash == before.hash
            && entry.value != before.value && entry.value >= counted_words)
            again.insert(entry.value);
    }
    while (counted_words < words.size()) {
        messages += again.count(counted_words) == 0 ? 1U : 0U;
        counted_words += 2 + words[counted_words + 1];
    }
}

std::string encode(SentContent content, const HashKey& key) {
    thin_out(content.entries, content.words);
    std::sort(content.places.begin(), content.places.end());
    content.places.erase(std::unique(content.places.begin(), content.places.end()),
                         content.places.end());

    std::vector<SentFile::Block> blocks = fill(content.entries);
    SentFile::Block header{};
    header[SentFile::k_magic] = k_magic_word;
    header[SentFile::k_version] = k_format;
    header[SentFile::k_buckets] = blocks.size();
    header[SentFile::k_words] = content.words.size();
    header[SentFile::k_places] = content.places.size();
    header[SentFile::k_messages] = content.messages;
    header[SentFile::k_until] = static_cast<std::uint64_t>(content.complete_until);
    header[SentFile::k_check] = check_of(key, 0, header);

    std::string out;
    out.reserve((blocks.size() + 1) * sizeof header
                + (content.words.size() + content.places.size() + 1) * k_word);
    append(out, header.data(), header.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        blocks[i][0] = check_of(key, i + 1, blocks[i]);
        append(out, blocks[i].data(), blocks[i].size());
    }
    append(out, content.words.data(), content.words.size());
    const std::uint64_t check =
        check_of(key, content.places.size(), content.places.data(), content.places.size());
    append(out, content.places.data(), content.places.size());
    append(out, &check, 1);
    return out;
}

std::uint64_t SentFile::records_at() const {
    return (header_[k_buckets] + 1) * k_block_words;
}

std::uint64_t SentFile::bytes() const {
    return (records_at() + header_[k_words] + header_[k_places] + 1) * k_word;
}

base::Failure SentFile::damaged() const {
    return {Kind::malformed,
            "the index of sent mail is damaged",
            {path_, 0, 0},
            {},
            "\"backsift sent update\" makes it anew from your folders of sent mail"};
}

bool SentFile::read_words(std::uint64_t at, std::uint64_t* into, std::size_t count) const {
    char* const bytes = reinterpret_cast<char*>(into);
    std::size_t used = 0;
    while (used < count * k_word) {
        const ssize_t got = ::pread(fd_.get(), bytes + used, count * k_word - used,
                                    static_cast<off_t>(at * k_word + used));
        if (got <= 0 && !(got < 0 && errno == EINTR)) {
            return false;
        }
        used += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return true;
}

Result<SentFile> SentFile::open(const std::string& path, const HashKey& key) {
    auto fd = os::open_file(path, os::Trust::ours);
    if (!fd)
        return base::fail(fd.error());
    SentFile file(std::move(*fd), path, key, Block{});
    struct stat seen {};
    if (::fstat(file.fd_.get(), &seen) != 0
        || !file.read_words(0, file.header_.data(), k_block_words)) {
        return base::fail(file.damaged());
    }
    const Block& header = file.header_;
    constexpr std::uint64_t k_most = std::uint64_t{1} << 40U;
    const bool reads = header[k_magic] == k_magic_word && header[k_version] == k_format
                       && header[k_check] == check_of(key, 0, header) && header[k_buckets] != 0
                       && header[k_buckets] < k_most && header[k_words] < k_most
                       && header[k_places] < k_most
                       && static_cast<std::uint64_t>(seen.st_size) == file.bytes();
    if (!reads)
        return base::fail(file.damaged());
    return file;
}

std::string SentFile::note(std::int64_t complete_until) const {
    std::string text = std::to_string(header_[k_check]) + ' ' + std::to_string(complete_until);
    const std::string check = std::to_string(keyed_hash(key_, "until " + text));
    return text + ' ' + check + '\n';
}

std::int64_t SentFile::complete_until() const {
    constexpr std::size_t k_longest_note = 80;
    const auto written = static_cast<std::int64_t>(header_[k_until]);
    const auto text = os::read_file(path_ + ".until", k_longest_note, os::Trust::ours);
    const auto words = text ? base::words(text->view()) : std::vector<std::string_view>{};
    const auto noted = words.size() == 3 ? base::to_number(words[1]) : std::nullopt;
    if (!noted || note(static_cast<std::int64_t>(*noted)) != text->view()) {
        return written;
    }
    return std::max(written, static_cast<std::int64_t>(*noted));
}

bool SentFile::bucket(std::uint64_t number, Block& into) const {
    return read_words((number + 1) * k_block_words, into.data(), into.size())
           && into[0] == check_of(key_, number + 1, into) && into[1] <= k_bucket_entries;
}

SentFile::Values SentFile::look_up(std::uint64_t hash) const {
    Values values;
    const std::uint64_t buckets = header_[k_buckets];
    for (std::uint64_t i = 0; i < buckets; ++i) {
        Block block;
        if (!bucket((hash + i) % buckets, block)) {
            values.damaged = true;
            return values;
        }
        for (std::size_t entry = 0; entry < block[1]; ++entry) {
            if (block[2 + 2 * entry] == hash && values.found.size() < k_most_values) {
                values.found.push_back(block[3 + 2 * entry]);
            }
        }
        if (block[1] < k_bucket_entries)
            return values;
    }
    return values;
}

std::optional<std::vector<std::uint64_t>> SentFile::record(std::uint64_t offset) const {
    std::array<std::uint64_t, 2> head{};
    if (offset >= header_[k_words] || header_[k_words] - offset < head.size()
        || !read_words(records_at() + offset, head.data(), head.size())) {
        return std::nullopt;
    }
    if (head[1] > k_most_recipients || head[1] > header_[k_words] - offset - head.size())
        return std::nullopt;
    std::vector<std::uint64_t> words(head[1] + 1, head[1]);
    if (!read_words(records_at() + offset + 2, words.data() + 1, words.size() - 1)
        || head[0] != check_of(key_, offset, words.data(), words.size())) {
        return std::nullopt;
    }
    words.erase(words.begin());
    return words;
}

Result<SentContent> SentFile::content() const {
    SentContent out;
    for (std::uint64_t i = 0; i < header_[k_buckets]; ++i) {
        Block block;
        if (!bucket(i, block))
            return base::fail(damaged());
        for (std::size_t entry = 0; entry < block[1]; ++entry) {
            out.entries.push_back({block[2 + 2 * entry], block[3 + 2 * entry]});
        }
    }
    out.words.resize(header_[k_words]);
    out.places.resize(header_[k_places]);
    std::uint64_t check = 0;
    const std::uint64_t places_at = records_at() + header_[k_words];
    if (!read_words(records_at(), out.words.data(), out.words.size())
        || !read_words(places_at, out.places.data(), out.places.size())
        || !read_words(places_at + out.places.size(), &check, 1)
        || check != check_of(key_, out.places.size(), out.places.data(), out.places.size())) {
        return base::fail(damaged());
    }
    out.messages = messages();
    out.counted_words = out.words.size();
    out.complete_until = complete_until();
    return out;
}

} // namespace backsift::mark
