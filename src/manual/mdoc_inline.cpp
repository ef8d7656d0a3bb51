#include "manual/mdoc_inline.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "manual/mdoc_line.hpp"

namespace backsift::manual {

// A macro that dresses the words behind it: "Fl config" is "-config".
struct Inline::Dressing {
    std::string_view name;
    std::string_view before;
    Face face;
};

// A macro that puts marks around the rest of its line.
struct Inline::Enclosure {
    std::string_view name;
    std::string_view before;
    std::string_view after;
};

namespace {

template<class Table>
const typename Table::value_type* find(const Table& table, std::string_view name) {
    const auto* const found =
        std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == name; });
    return found == table.end() ? nullptr : found;
}

} // namespace

const Inline::Dressing* Inline::find_dressing(std::string_view name) {
    static constexpr std::array k_dressings{
        Dressing{"Ar", "", Face::underlined}, Dressing{"Cm", "", Face::bold},
        Dressing{"Em", "", Face::underlined}, Dressing{"Ev", "", Face::plain},
        Dressing{"Fl", "-", Face::bold},      Dressing{"Ic", "", Face::bold},
        Dressing{"Nm", "", Face::bold},       Dressing{"No", "", Face::plain},
        Dressing{"Pa", "", Face::underlined}, Dressing{"Sy", "", Face::bold},
        Dressing{"Va", "", Face::underlined}};
    return find(k_dressings, name);
}

const Inline::Enclosure* Inline::find_enclosure(std::string_view name) {
    static constexpr std::array k_enclosures{Enclosure{"Op", "[", "]"}, Enclosure{"Dq", "“", "”"},
                                             Enclosure{"Ql", "‘", "’"}, Enclosure{"Pq", "(", ")"}};
    return find(k_enclosures, name);
}

void Inline::sequence(std::string_view name, Words words) {
    if (const Enclosure* enclosure = find_enclosure(name)) {
        enclose(*enclosure, words);
    } else if (name == "Xr") {
        reference(words);
    } else if (name == "Ns") {
        glue_next_ = true;
        all(words);
    } else if (const Dressing* dressing = find_dressing(name)) {
        dress(*dressing, words);
    } else {
        unknown_.emplace_back(name);
    }
}

bool Inline::is_macro(std::string_view word) {
    return word == "Xr" || word == "Ns" || find_enclosure(word) != nullptr
           || find_dressing(word) != nullptr;
}

void Inline::all(Words words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (is_macro(words[i])) {
            sequence(words[i], words.subspan(i + 1));
            return;
        }
        put_or_cling(words[i], Face::plain);
    }
}

void Inline::dress(const Dressing& dressing, Words words) {
    bool bare = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (is_macro(words[i])) {
            if (bare && dressing.name == "Fl")
                put(dressing.before, dressing.face);
            sequence(words[i], words.subspan(i + 1));
            return;
        }
        if (closes(words[i]) || opens(words[i]) || words[i] == "|") {
            put_or_cling(words[i], Face::plain);
        } else {
            put(std::string(dressing.before) + unescaped(words[i]), dressing.face);
        }
        bare = false;
    }
}

void Inline::enclose(const Enclosure& enclosure, Words words) {
    std::size_t end = words.size();
    while (end > 0 && closes(words[end - 1]))
        --end;
    put(enclosure.before, Face::plain);
    glue_next_ = true;
    all(words.first(end));
    glue_next_ = true;
    put(enclosure.after, Face::plain);
    all(words.subspan(end));
}

void Inline::reference(Words words) {
    if (words.size() < 2) {
        unknown_.emplace_back("Xr without a section");
        return;
    }
    put(words[0] + '(' + words[1] + ')', Face::plain);
    all(words.subspan(2));
}

void Inline::put_or_cling(const std::string& word, Face face) {
    if (closes(word))
        glue_next_ = true;
    put(unescaped(word), face);
    if (opens(word))
        glue_next_ = true;
}

void Inline::put(std::string_view text, Face face) {
    for (const std::string_view word : base::words(text)) {
        filler_.word(word, face, glue_next_ ? Glue::yes : Glue::no);
        glue_next_ = false;
    }
}

} // namespace backsift::manual
