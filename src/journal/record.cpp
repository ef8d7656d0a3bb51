#include "journal/record.hpp"

#include <array>
#include <variant>

#include "base/hexadecimal.hpp"
#include "base/text.hpp"
#include "journal/words.hpp"

namespace backsift::journal {

namespace {

constexpr std::string_view k_version = "1";
constexpr std::size_t k_ids_bytes = 400;
constexpr std::size_t k_from_bytes = 330; // an address has at most 320 (RFC 5321 4.5.3.1)
constexpr std::size_t k_subject_bytes = 80;
constexpr std::size_t k_host_bytes = 255; // RFC 1035 2.3.4
constexpr std::size_t k_run_bytes = 40;
constexpr std::size_t k_path_bytes = 2000; // escaped; of a longer one nothing is told
constexpr std::size_t k_note_bytes = 500;
constexpr std::uint64_t k_id_mask = (std::uint64_t{1} << 48U) - 1;

constexpr std::size_t k_id_bytes = 40;
constexpr std::string_view k_hex = "0123456789abcdef";

void put(std::string& line, std::string_view key, std::string_view value) {
    if (value.empty())
        return;
    line.append("\t").append(key).append("=").append(value);
}

template<class Enum, std::size_t n>
std::optional<Enum> enum_of(const std::array<std::string_view, n>& words, std::string_view word) {
    for (std::size_t i = 0; i < n; ++i) {
        if (words[i] == word)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

// What is read of a line before it is known to be whole.
struct Draft {
    Record record;
    std::optional<rules::Kind> kind;
    std::optional<verdict::Word> verdict;
    std::optional<proof::Answer> proof;
    bool sound = true;

    template<class T>
    void take(std::optional<T>& into, std::optional<T> value) {
        into = value;
        sound = sound && value.has_value();
    }
    void take_number(std::uint64_t& into, std::string_view text) {
        const auto number = base::to_number(text);
        sound = sound && number.has_value();
        into = number.value_or(0);
    }
    void take_id(std::string_view text) {
        sound = sound && !text.empty() && text.size() <= k_id_bytes
                && text.find_first_not_of(k_hex) == std::string_view::npos;
        record.id = text;
    }
    void take_place(std::string_view text) {
        const auto place = enum_of<verdict::Place>(verdict::k_place_words, text);
        sound = sound && place.has_value();
        record.place = place.value_or(verdict::Place::inbox);
    }
};

struct Key {
    std::string_view name;
    void (*read)(Draft&, std::string_view);
};

constexpr std::array k_keys{
    Key{"id", [](Draft& d, std::string_view v) { d.take_id(v); }},
    Key{"kind", [](Draft& d, std::string_view v) { d.take(d.kind, rules::kind_from_word(v)); }},
    Key{"verdict",
        [](Draft& d, std::string_view v) {
            d.take(d.verdict, enum_of<verdict::Word>(verdict::k_verdict_words, v));
        }},
    Key{"place", [](Draft& d, std::string_view v) { d.take_place(v); }},
    Key{"proof",
        [](Draft& d, std::string_view v) {
            d.take(d.proof, enum_of<proof::Answer>(proof::k_answer_words, v));
        }},
    Key{"by", [](Draft& d, std::string_view v) { d.record.by = v; }},
    Key{"from", [](Draft& d, std::string_view v) { d.record.from = v; }},
    Key{"host", [](Draft& d, std::string_view v) { d.record.host = v; }},
    Key{"arrived", [](Draft& d, std::string_view v) { d.take(d.record.arrived, parse_utc(v)); }},
    Key{"run", [](Draft& d, std::string_view v) { d.record.run = v; }},
    Key{"bytes", [](Draft& d, std::string_view v) { d.take_number(d.record.bytes, v); }},
    Key{"us", [](Draft& d, std::string_view v) { d.take_number(d.record.microseconds, v); }},
    Key{"path", [](Draft& d, std::string_view v) { d.record.path = unescape_path(v); }},
    Key{"subject", [](Draft& d, std::string_view v) { d.record.subject = v; }},
    Key{"note", [](Draft& d, std::string_view v) { d.record.note = v; }},
};

void read_pair(Draft& draft, std::string_view pair) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) {
        draft.sound = false;
        return;
    }
    for (const Key& key : k_keys) {
        if (key.name == pair.substr(0, equals))
            key.read(draft, pair.substr(equals + 1));
    }
}

std::string path_text(const message::ReversePath& path) {
    if (message::is_null(path))
        return "<>";
    const auto* const address = std::get_if<std::string>(&path);
    return address == nullptr ? std::string() : *address;
}

template<class Texts>
std::string join(const Texts& texts, std::string_view between) {
    std::string out;
    for (const auto& text : texts) {
        if (!out.empty())
            out += between;
        out += text;
    }
    return out;
}

} // namespace

std::string format(const Record& record) {
    std::string line(k_version);
    line.append("\t").append(message::format_utc(record.time));
    put(line, "id", base::clean(record.id, k_id_bytes));
    if (record.judged) {
        put(line, "kind", rules::word(record.judged->kind));
        put(line, "verdict", verdict::word(record.judged->verdict));
        put(line, "proof", proof::word(record.judged->proof));
    }
    put(line, "place", verdict::word(record.place));
    put(line, "by", base::clean(record.by, k_ids_bytes));
    put(line, "from", base::clean(record.from, k_from_bytes));
    put(line, "host", base::clean(record.host, k_host_bytes));
    if (record.arrived)
        put(line, "arrived", message::format_utc(*record.arrived));
    put(line, "bytes", std::to_string(record.bytes));
    put(line, "us", std::to_string(record.microseconds));
    if (const std::string path = escape_path(record.path); path.size() <= k_path_bytes)
        put(line, "path", path);
    put(line, "run", base::clean(record.run, k_run_bytes));
    put(line, "subject", base::clean(record.subject, k_subject_bytes));
    put(line, "note", base::clean(record.note, k_note_bytes));
    return line += '\n';
}

std::optional<Record> parse_record(std::string_view line) {
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    const auto columns = base::split(line, '\t');
    if (columns.size() < 3 || columns[0] != k_version)
        return std::nullopt;
    const auto time = parse_utc(columns[1]);
    if (!time)
        return std::nullopt;
    Draft draft;
    draft.record.time = *time;
    for (std::size_t i = 2; i < columns.size(); ++i)
        read_pair(draft, columns[i]);
    if (!draft.sound || draft.record.id.empty())
        return std::nullopt;
    if (draft.kind && draft.verdict && draft.proof)
        draft.record.judged = Judged{*draft.kind, *draft.verdict, *draft.proof};
    return std::move(draft.record);
}

std::string new_record_id(os::World& world) {
    return base::hexadecimal(world.random() & k_id_mask, 12);
}

Record record_of(const verdict::Verdict* verdict, const std::vector<std::string>& by,
                 const message::Mail& mail, const deliver::Receipt& receipt, os::World& world,
                 os::Moment began) {
    const os::Moment now = world.now();
    const std::int64_t took = now.total_microseconds() - began.total_microseconds();
    Record record;
    record.time = now.seconds;
    record.id = new_record_id(world);
    if (verdict != nullptr)
        record.judged = Judged{verdict->kind, verdict->verdict, verdict->proof};
    record.place = receipt.place;
    record.by = join(by, ",");
    record.from = path_text(mail.envelope.reverse_path);
    record.subject = mail.header.decoded("Subject");
    record.bytes = receipt.bytes;
    record.path = receipt.way == deliver::Way::program ? '|' + receipt.path : receipt.path;
    record.microseconds =
        took > 0 ? static_cast<std::uint64_t>(took) : 0; // the clock may have been set back
    record.note = join(receipt.notes, "; ");
    return record;
}

} // namespace backsift::journal
