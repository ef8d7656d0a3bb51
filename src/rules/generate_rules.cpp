// Build-time tool: reads rule files in the order given and writes them as a C++ source of
// constants.
//
//   generate_rules OUTPUT FILE.toml…
//
// Anything wrong in a rule file ends the build with file:line:column.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "rules/book.hpp"
#include "rules/rule_file.hpp"

namespace backsift::rules {

namespace {

using base::Result;

struct Close {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};
using File = std::unique_ptr<std::FILE, Close>;

Result<std::string> read_file(const std::string& path) {
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file)
        return base::fail(base::Kind::no_input, "cannot be read", {path, 0, 0});
    std::string out;
    char buffer[4096];
    for (std::size_t got = 1; got > 0;) {
        got = std::fread(buffer, 1, sizeof buffer, file.get());
        out.append(buffer, got);
    }
    return out;
}

std::string octal(char c) {
    char out[8];
    static_cast<void>(std::snprintf(out, sizeof out, "\\%03o",
                                    static_cast<unsigned>(static_cast<unsigned char>(c))));
    return out;
}

// A C++ string_view literal. Bytes beyond ASCII as octal escapes, which cannot run on.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\' || c == '?')
            out += '\\';
        if (byte >= ' ' && byte < 0x7F) {
            out += c;
            continue;
        }
        out += octal(c);
    }
    return out + "\"sv";
}

class Writer {
  public:
    explicit Writer(const Book& book) : book_(book) {}

    std::string whole() {
        out_ = "// Written by generate_rules from filters/*.toml; do not edit.\n#include "
               "<array>\n\n#include \"rules/book.hpp\"\n\n"
               "namespace backsift::rules {\n\nusing namespace "
               "std::string_view_literals;\n\nnamespace {\n\n";
        array("std::string_view", "k_patterns", book_.patterns,
              [](const std::string_view& p) { return quoted(p); });
        programs();
        names();
        conditions();
        rules();
        entries();
        prefilter();
        out_ += "constexpr Book k_book{k_rules, k_patterns, k_programs, {k_bitmap, k_buckets, "
                "k_grams, k_pool, "
                "k_shorts, k_with_shorts, k_unfiltered, k_besides, k_with_besides}, k_entries};\n\n"
                "}  // namespace\n\nconst Book& builtin_book() {\n    return k_book;\n}\n\n}  // "
                "namespace backsift::rules\n";
        return out_;
    }

  private:
    // An array may not be empty in C++, a span of it may.
    template<class Span, class Show>
    void array(std::string_view type, const std::string& name, const Span& elements, Show show) {
        const std::string count = std::to_string(elements.size());
        out_ += "constexpr std::array<" + std::string(type) + ", " + count + "> " + name + "_{{";
        for (std::size_t i = 0; i < elements.size(); ++i)
            out_ += (i % 4 == 0 ? "\n    " : " ") + show(elements[i]) + ',';
        out_ += "}};\nconstexpr std::span<const " + std::string(type) + "> " + name + "(" + name
                + "_);\n\n";
    }

    static std::string number(std::string_view type, std::size_t value) {
        return "static_cast<" + std::string(type) + ">(" + std::to_string(value) + ")";
    }

    // One array of bytes, and where each program stands in it.
    void programs() {
        std::string bytes;
        std::vector<std::pair<std::size_t, std::size_t>> places;
        for (const std::string_view program : book_.programs) {
            places.emplace_back(bytes.size(), program.size());
            bytes += program;
        }
        array("char", "k_program_bytes", bytes, [](char c) { return '\'' + octal(c) + '\''; });
        array("std::string_view", "k_programs", places, [](const auto& place) {
            return part_of("k_program_bytes", place.first, place.second);
        });
    }

    static std::string part_of(std::string_view bytes, std::size_t offset, std::size_t size) {
        return "std::string_view(" + std::string(bytes) + ".data() + " + std::to_string(offset)
               + ", " + std::to_string(size) + ")";
    }

    // What conditions name, side by side: among all other texts of the rules each name looked at
    // would mostly be a page of its own.
    void names() {
        for (const Rule& rule : book_.rules) {
            for (const Condition& condition : rule.all_conditions()) {
                if (names_.find(condition.name) == std::string::npos)
                    names_ += condition.name;
            }
        }
        array("char", "k_name_bytes", names_, [](char c) { return '\'' + octal(c) + '\''; });
    }

    std::string condition(const Condition& c) const {
        return "Condition{" + std::to_string(c.key) + "U, " + std::to_string(c.first_pattern) + ", "
               + std::to_string(c.patterns) + ", " + std::to_string(c.fact_rule) + ", "
               + std::to_string(c.subject_fact) + ", "
               + number("Verb", static_cast<std::size_t>(c.verb)) + ", "
               + part_of("k_name_bytes", names_.find(c.name), c.name.size()) + "}";
    }

    void conditions() {
        std::vector<Condition> all;
        for (const Rule& rule : book_.rules) {
            const auto conditions = rule.all_conditions();
            all.insert(all.end(), conditions.begin(), conditions.end());
        }
        array("Condition", "k_conditions", all,
              [this](const Condition& c) { return condition(c); });
    }

    void rules() {
        std::size_t next = 0;
        array("Rule", "k_rules", book_.rules, [&](const Rule& rule) {
            std::string out = "Rule{k_conditions.data() + " + std::to_string(next);
            next += rule.all_conditions().size();
            for (const std::size_t value :
                 {std::size_t{rule.how_many_all}, std::size_t{rule.how_many_any},
                  std::size_t{rule.how_many_none}})
                out += ", " + std::to_string(value);
            out += ", " + number("Shows", static_cast<std::size_t>(rule.shows)) + ", "
                   + number("Kind", static_cast<std::size_t>(rule.kind));
            out += ", " + number("Sign", static_cast<std::size_t>(rule.sign)) + ", "
                   + number("Strength", static_cast<std::size_t>(rule.strength));
            return out + ", " + std::to_string(rule.points) + ", " + std::to_string(rule.key)
                   + "U, " + quoted(rule.id) + ", " + quoted(rule.why) + "}";
        });
    }

    void entries() {
        array("Entry", "k_entries", book_.entries, [this](const Entry& entry) {
            const auto rule = static_cast<std::size_t>(entry.rule - book_.rules.data());
            return "Entry{&k_rules[" + std::to_string(rule) + "], "
                   + std::to_string(entry.needs_all) + "U, " + std::to_string(entry.needs_any)
                   + "U, 0, " + (entry.is_fact ? "true, " : "false, ")
                   + number("Sign", static_cast<std::size_t>(entry.sign)) + "}";
        });
    }

    void prefilter() {
        const Prefilter& p = book_.prefilter;
        array("std::uint64_t", "k_bitmap", p.bitmap,
              [](std::uint64_t word) { return std::to_string(word) + "U"; });
        array("std::uint32_t", "k_buckets", p.buckets,
              [](std::uint32_t first) { return std::to_string(first) + "U"; });
        array("Gram", "k_grams", p.grams, [](const Gram& g) {
            return "Gram{" + std::to_string(g.bytes) + "U, " + std::to_string(g.literal) + "U, "
                   + std::to_string(g.pattern) + ", " + std::to_string(g.length) + ", "
                   + std::to_string(g.at) + "}";
        });
        array("ShortLiteral", "k_shorts", p.shorts, [](const ShortLiteral& s) {
            std::string out = "ShortLiteral{{";
            for (const char c : s.bytes)
                out += '\'' + octal(c) + "', ";
            return out + "}, " + std::to_string(s.length) + ", " + std::to_string(s.pattern) + "}";
        });
        array("std::uint64_t", "k_with_shorts", p.with_shorts,
              [](std::uint64_t word) { return std::to_string(word) + "U"; });
        array("std::uint16_t", "k_unfiltered", p.unfiltered,
              [](std::uint16_t pattern) { return std::to_string(pattern); });
        array("Besides", "k_besides", p.besides, [](const Besides& b) {
            return "Besides{" + std::to_string(b.bytes) + "U, " + std::to_string(b.literal) + "U, "
                   + std::to_string(b.pattern) + ", " + std::to_string(b.length) + "}";
        });
        array("std::uint64_t", "k_with_besides", p.with_besides,
              [](std::uint64_t word) { return std::to_string(word) + "U"; });
        // An array, because compilers need not take string literals of more than 64 KiB.
        array("char", "k_pool_bytes", p.pool, [](char c) { return '\'' + octal(c) + '\''; });
        out_ += "constexpr std::string_view k_pool(k_pool_bytes.data(), k_pool_bytes.size());\n\n";
    }

    const Book& book_;
    std::string names_;
    std::string out_;
};

Result<std::vector<Draft>> read_all(const std::vector<std::string>& paths) {
    std::vector<Draft> all;
    Above above;
    std::size_t patterns = 0;
    for (const std::string& path : paths) {
        const auto text = read_file(path);
        if (!text)
            return base::fail(text.error());
        auto drafts = read_rule_file(*text, path, above);
        if (!drafts)
            return base::fail(std::move(drafts.error()));
        for (Draft& draft : *drafts) {
            above.ids.push_back(draft.id);
            if (draft.shows == Shows::fact)
                above.facts.push_back(draft.id);
            for (const auto* list : {&draft.all, &draft.any, &draft.none}) {
                for (const DraftCondition& condition : *list)
                    patterns += condition.patterns.size();
            }
            all.push_back(std::move(draft));
        }
    }
    if (patterns > k_most_patterns)
        return base::fail(base::Kind::config, "there are more than 60000 patterns");
    return all;
}

int run(const std::string& output, const std::vector<std::string>& paths) {
    const auto drafts = read_all(paths);
    if (!drafts) {
        std::fprintf(stderr, "%s\n", base::describe(drafts.error()).c_str());
        return 1;
    }
    const OwnedBook owned(*drafts, Engine::program);
    const std::string text = Writer(owned.book()).whole();
    File file(std::fopen(output.c_str(), "wb"));
    const bool written =
        file && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
    if (!written || std::fclose(file.release()) != 0) {
        std::fprintf(stderr, "%s: cannot be written\n", output.c_str());
        return 1;
    }
    return 0;
}

} // namespace

} // namespace backsift::rules

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: generate_rules OUTPUT FILE.toml...\n", stderr);
        return 64;
    }
    return backsift::rules::run(argv[1], {argv + 2, argv + argc});
}
