// The index of sent mail, as a disk or a crash may leave it. The first byte chooses:
//   d  an index is made of the input and then damaged by it: what it says is still right, or it
//      says that it is damaged; never "not there"
//   w  the input as the words of a file all of whose checks fit: total, whatever its sizes say
//   else  a line of the log
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include <unistd.h>

#include "fuzz/fuzz_support.hpp"
#include "mark/sent_file.hpp"
#include "mark/sent_log.hpp"

using namespace backsift;
using mark::SentFile;

namespace {

constexpr mark::HashKey k_key{0x0123456789abcdefU, 0xfedcba9876543210U};
constexpr std::size_t k_word = sizeof(std::uint64_t);
// Enough for several blocks of the table. All that is written is looked up, and each look-up hashes
// a block.
constexpr std::uint64_t k_most_records = 24;

// One file, written again and again.
class Place {
  public:
    explicit Place(const std::string& name) : path_(fuzz::scratch_path(name)) {}
    ~Place() { ::unlink(path_.c_str()); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    Place(Place&&) = delete;
    Place& operator=(Place&&) = delete;

    [[nodiscard]] base::Result<SentFile> holding(const std::string& bytes) const {
        fuzz::write_file(path_, bytes);
        return SentFile::open(path_, k_key);
    }

  private:
    std::string path_;
};

const Place& place() {
    static const Place one("backsift-fuzz-sent");
    return one;
}

class Input {
  public:
    explicit Input(std::string_view text) : text_(text) {}
    std::uint64_t byte() {
        if (text_.empty())
            return 0;
        const auto value = static_cast<unsigned char>(text_.front());
        text_.remove_prefix(1);
        return value;
    }
    std::uint64_t number() { return byte() << 8U | byte(); }
    [[nodiscard]] bool ended() const { return text_.empty(); }
    [[nodiscard]] std::string_view rest() const { return text_; }

  private:
    std::string_view text_;
};

std::uint64_t hash_of(std::uint64_t byte, mark::Hashed kind) {
    return (byte * 0x9e3779b97f4a7c00U & ~std::uint64_t{3}) | static_cast<std::uint64_t>(kind);
}

mark::SentContent content_of(Input& in) {
    mark::SentContent content;
    const std::uint64_t count = std::min(in.byte(), k_most_records);
    for (std::uint64_t i = 0; i < count && !in.ended(); ++i) {
        mark::SentRecord record;
        record.ids = {hash_of(in.byte(), mark::Hashed::id)};
        record.recipients.resize(in.byte() % 8);
        for (std::uint64_t& one : record.recipients)
            one = hash_of(in.byte(), mark::Hashed::recipient);
        record.triples = {hash_of(in.byte(), mark::Hashed::triple)};
        record.date = static_cast<message::UnixTime>(in.number());
        content.places.push_back(hash_of(i, mark::Hashed::place));
        content.add(k_key, record);
    }
    content.complete_until = static_cast<std::int64_t>(in.number());
    return content;
}

void check(const SentFile& file, const SentFile& whole, const mark::SentContent& content) {
    for (const auto& entry : content.entries) {
        const auto should = whole.look_up(entry.hash);
        fuzz::promise(!should.damaged && !should.found.empty(), "what was written is found");
        const auto got = file.look_up(entry.hash);
        fuzz::promise(got.damaged || got.found == should.found, "the right answer, or none");
        if (mark::kind_of(entry.hash) != mark::Hashed::id)
            continue;
        for (const std::uint64_t offset : should.found) {
            const auto record = file.record(offset);
            fuzz::promise(!record || record == whole.record(offset), "the right record, or none");
            fuzz::promise(whole.record(offset).has_value(), "a whole one is read");
        }
    }
    const auto all = file.content();
    fuzz::promise(!all || all->entries == whole.content()->entries, "the right whole, or none");
}

void damage(Input in) {
    const mark::SentContent content = content_of(in);
    const std::string good = mark::encode(content, k_key);
    std::string bad = good;
    while (!in.ended()) {
        const std::uint64_t at = (in.number() << 8U | in.byte()) % bad.size();
        bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(in.byte()));
    }
    static const Place other("backsift-fuzz-sent-damaged");
    const auto whole = place().holding(good);
    fuzz::promise(whole.has_value(), "what was written can be opened");
    if (const auto file = other.holding(bad))
        check(*file, *whole, content);
    const std::size_t cut = good.size() * (bad.size() % 7) / 7;
    fuzz::promise(!other.holding(good.substr(0, cut)), "a cut one cannot");
}

using Words = std::vector<std::uint64_t>;

std::uint64_t check_of(std::uint64_t at, const std::uint64_t* words, std::size_t count) {
    std::string text(k_word, '\0');
    std::memcpy(text.data(), &at, k_word);
    return mark::keyed_hash(k_key,
                            text.append(reinterpret_cast<const char*>(words), count * k_word));
}

// The sizes are such that the file has them, and all checks fit; the rest is the input's.
Words mended(Input in) {
    const std::size_t buckets = 1 + in.byte() % 4;
    const std::size_t records = in.byte();
    const std::size_t places = in.byte() % 16;
    constexpr std::size_t k_block = SentFile::k_block_words;
    Words words((buckets + 1) * k_block + records + places + 1);
    const std::string_view rest = in.rest();
    std::memcpy(words.data() + k_block, rest.data(),
                std::min(rest.size(), (words.size() - k_block) * k_word));
    static const std::string sample = mark::encode({}, k_key);
    std::memcpy(words.data(), sample.data(), k_block * k_word);
    words[SentFile::k_buckets] = buckets;
    words[SentFile::k_words] = records;
    words[SentFile::k_places] = places;
    for (std::size_t i = 0; i <= buckets; ++i)
        words[i * k_block] = check_of(i, words.data() + i * k_block + 1, k_block - 1);
    std::uint64_t* const first = words.data() + (buckets + 1) * k_block;
    for (std::size_t at = 0; at + 2 <= records && first[at + 1] <= records - at - 2;) {
        const std::size_t length = first[at + 1];
        first[at] = check_of(at, first + at + 1, length + 1);
        at += length + 2;
    }
    words.back() = check_of(places, first + records, places);
    return words;
}

void make_up(Input in) {
    const Words words = mended(in);
    const auto file =
        place().holding({reinterpret_cast<const char*>(words.data()), words.size() * k_word});
    fuzz::promise(file.has_value(), "a file whose checks fit can be opened");
    const std::size_t table_end = (words[SentFile::k_buckets] + 1) * SentFile::k_block_words;
    for (std::size_t at = SentFile::k_block_words; at < table_end; at += 2) {
        fuzz::promise(file->look_up(words[at]).found.size() <= 1000, "answers are bounded");
        const auto record = file->record(words[at + 1]);
        fuzz::promise(!record || record->size() < words.size(), "a record lies in the file");
    }
    for (std::uint64_t at = 0; at < words[SentFile::k_words] + 2; ++at)
        (void)file->record(at);
    if (const auto all = file->content())
        (void)mark::encode(*all, k_key);
}

// As it stands, and with a check that fits.
std::optional<mark::SentRecord> read_line(std::string_view line) {
    (void)mark::from_line(line, k_key);
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                   mark::keyed_hash(k_key, line), 16);
    return mark::from_line(std::string(digits.data(), end.ptr) + ' ' + std::string(line), k_key);
}

void log_line(std::string_view line) {
    const auto record = read_line(line);
    if (!record)
        return;
    std::string written = mark::to_line(*record, k_key);
    written.pop_back();
    const auto again = mark::from_line(written, k_key);
    fuzz::promise(again && again->ids == record->ids && again->recipients == record->recipients
                      && again->triples == record->triples && again->date == record->date,
                  "what was read is written the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = fuzz::text(bytes, size);
    if (text.starts_with('d'))
        damage(Input(text.substr(1)));
    else if (text.starts_with('w'))
        make_up(Input(text.substr(1)));
    else
        log_line(text);
    return 0;
}
