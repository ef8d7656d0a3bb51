#include "report/entry_store.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace backsift::report {

namespace {

using Json = nlohmann::json;

// Reads nothing, and stops where more is nested than any entry nests: the library reads by
// recursion, as deep as a damaged file says.
class Nesting final : public nlohmann::json_sax<Json> {
  public:
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(std::int64_t) override { return true; }
    bool number_unsigned(std::uint64_t) override { return true; }
    bool number_float(double, const std::string&) override { return true; }
    bool string(std::string&) override { return true; }
    bool binary(Json::binary_t&) override { return true; }
    bool key(std::string&) override { return true; }
    bool start_object(std::size_t) override { return deeper(); }
    bool end_object() override { return higher(); }
    bool start_array(std::size_t) override { return deeper(); }
    bool end_array() override { return higher(); }
    bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
        return false;
    }

  private:
    bool deeper() {
        constexpr int k_deepest = 16;
        return ++depth_ <= k_deepest;
    }
    bool higher() {
        --depth_;
        return true;
    }
    int depth_ = 0;
};

// Both directions from one list of members: `Packer` appends them to an array, `Unpacker` takes
// them from one in the same order.
class Packer {
  public:
    template<class T>
    void operator()(const T& member) {
        if constexpr (std::is_enum_v<T>) {
            out.push_back(static_cast<int>(member));
        } else {
            out.push_back(member);
        }
    }
    template<class T, class Visit>
    void rows(const std::vector<T>& all, Visit visit) {
        Json list = Json::array();
        for (const T& one : all) {
            Packer packer;
            visit(packer, one);
            list.push_back(std::move(packer.out));
        }
        out.push_back(std::move(list));
    }

    Json out = Json::array();
};

// How many enumerators there are: a damaged file may hold any number.
constexpr std::size_t values(rules::Kind) {
    return rules::k_kinds;
}
constexpr std::size_t values(verdict::Word) {
    return verdict::k_verdict_words.size();
}
constexpr std::size_t values(verdict::Place) {
    return verdict::k_place_words.size();
}
constexpr std::size_t values(proof::Answer) {
    return proof::k_answer_words.size();
}
constexpr std::size_t values(Original) {
    return static_cast<std::size_t>(Original::full) + 1;
}

std::size_t below(std::size_t end, const Json& value) {
    if (!value.is_number_unsigned() || value.get<std::size_t>() >= end)
        throw std::out_of_range("no such value");
    return value.get<std::size_t>();
}

void read(const Json& value, bool& out) {
    value.get_to(out);
}

void read(const Json& value, std::size_t& out) {
    out = below(std::size_t(-1), value);
}

void read(const Json& value, std::string& out) {
    value.get_to(out);
    if (base::clean(out, out.size()) != out)
        throw std::invalid_argument("no text of ours");
}

void read(const Json& value, std::vector<std::string>& out) {
    if (!value.is_array()) // nlohmann goes through a single value, too
        throw std::invalid_argument("no list");
    for (const Json& one : value)
        read(one, out.emplace_back());
}

// Throws (nlohmann's exceptions, or the standard's) where something else stands.
class Unpacker {
  public:
    explicit Unpacker(const Json& in) : in_(in) {}

    template<class T>
    void operator()(T& member) {
        const Json& value = in_.at(at_++);
        if constexpr (std::is_enum_v<T>) {
            member = static_cast<T>(below(values(T{}), value));
        } else {
            read(value, member);
        }
    }
    template<class T, class Visit>
    void rows(std::vector<T>& all, Visit visit) {
        for (const Json& row : in_.at(at_++)) {
            Unpacker unpacker(row);
            visit(unpacker, all.emplace_back());
        }
    }

  private:
    const Json& in_;
    std::size_t at_ = 0;
};

template<class Store, class Verdict>
void verdict(Store& store, Verdict& v) {
    store(v.kind);
    store(v.verdict);
    store(v.place);
    store(v.proof);
    store(v.conflict);
    store(v.storm);
    store(v.because);
    store(v.would_change);
}

constexpr auto k_finding = [](auto& store, auto& f) {
    for (auto* text : {&f.id, &f.shows, &f.strength, &f.where, &f.excerpt, &f.why})
        store(*text);
};

constexpr auto k_proof = [](auto& store, auto& reply) {
    store(reply.name);
    store(reply.answer);
    store(reply.detail);
    store(reply.remedy);
};

constexpr auto k_recipient = [](auto& store, auto& r) {
    for (auto* text : {&r.address, &r.action, &r.status, &r.smtp, &r.reason, &r.remote_mta})
        store(*text);
};

template<class Store, class E>
void members(Store& store, E& e) {
    verdict(store, e.verdict);
    store.rows(e.findings, k_finding);
    store.rows(e.proofs, k_proof);
    store.rows(e.recipients, k_recipient);
    store(e.original);
    store(e.original_complete);
    store(e.bytes);
    for (auto* text :
         {&e.reporting_mta, &e.original_where, &e.original_message_id, &e.original_subject,
          &e.reverse_path, &e.from, &e.to, &e.subject, &e.date, &e.host})
        store(*text);
}

Json defects(const Entry& entry) {
    Json out = Json::array();
    for (std::size_t i = 0; i < message::k_defects; ++i) {
        if (entry.defects.has(static_cast<message::Defect>(i)))
            out.push_back(i);
    }
    return out;
}

Entry unpacked(const Json& json) {
    Entry entry;
    Unpacker unpacker(json.at(0));
    members(unpacker, entry);
    for (const Json& defect : json.at(1))
        entry.defects.note(static_cast<message::Defect>(below(message::k_defects, defect)));
    const Json& time = json.at(2);
    if (time.is_number_integer())
        entry.time = time.get<message::UnixTime>();
    else if (!time.is_null())
        throw std::invalid_argument("no time");
    return entry;
}

} // namespace

std::string to_bytes(const Entry& entry) {
    Packer packer;
    members(packer, entry);
    const Json all = Json::array(
        {std::move(packer.out), defects(entry), entry.time ? Json(*entry.time) : Json()});
    std::string out;
    Json::to_msgpack(all, out);
    return out;
}

std::optional<Entry> from_bytes(std::string_view bytes) {
    try {
        Nesting nesting;
        if (!Json::sax_parse(bytes.begin(), bytes.end(), &nesting, Json::input_format_t::msgpack))
            return std::nullopt;
        return unpacked(Json::from_msgpack(bytes.begin(), bytes.end()));
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

} // namespace backsift::report
