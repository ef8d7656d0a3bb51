#include "manual/mdoc.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "base/text.hpp"
#include "manual/mdoc_inline.hpp"
#include "manual/mdoc_line.hpp"

namespace backsift::manual {

namespace {

constexpr std::size_t k_indent = 5;         // of a section's text, as mandoc has it
constexpr std::size_t k_display_indent = 6; // of -offset indent
constexpr std::size_t k_gap = 2;            // behind the tags of a list

class Page {
  public:
    explicit Page(const Reader& reader)
        : filler_(reader.width, reader.faces),
          inline_(filler_, unknown_) {}

    void line(std::string_view text) {
        if (literal_) {
            display_line(text);
        } else if (text.starts_with(".\\\"") || text.empty()) {
            return;
        } else if (text.starts_with('.')) {
            const std::vector<std::string> words = words_of(text.substr(1));
            if (!words.empty())
                macro(words.front(), Words(words).subspan(1));
        } else {
            for (const std::string_view word : base::words(text))
                inline_.put(unescaped(word), Face::plain);
        }
    }

    PlainText take() { return {filler_.text(), std::move(unknown_)}; }

  private:
    enum class Marks : std::uint8_t { tags, bullets, numbers };
    struct List {
        std::size_t indent; // of its tags
        std::size_t tag;    // columns of a tag with the gap
        Marks marks = Marks::tags;
        std::size_t items = 0;
        bool compact = false;
    };

    void display_line(std::string_view text) {
        if (text == ".Ed") {
            literal_ = false;
            filler_.indent(indent_);
        } else {
            filler_.literal(unescaped(text));
        }
    }

    void macro(const std::string& name, Words words) {
        if (name == "Nm" && own_name_.empty() && !words.empty())
            own_name_ = words[0];
        if (name == "Dd" || name == "Dt" || name == "Os")
            return;
        if (name == "Sh")
            section(words);
        else if (name == "Ss")
            heading(words, k_indent - 2);
        else if (name == "Pp")
            filler_.blank_line();
        else if (name == "Bl")
            begin_list(words);
        else if (name == "It")
            item(words);
        else if (name == "El")
            end_list();
        else if (name == "Bd")
            begin_display(words);
        else if (name == "Nm" && in_synopsis_)
            synopsis(words);
        else if (name == "Nd")
            description(words);
        else if (name == "Nm" && (words.empty() || closes(words[0])))
            own_name(words);
        else
            inline_.sequence(name, words);
    }

    void heading(Words words, std::size_t indent) {
        filler_.blank_line();
        filler_.indent(indent);
        for (const std::string& word : words)
            inline_.put(unescaped(word), Face::bold);
        filler_.end_line();
        filler_.omit_blank_line();
        filler_.indent(indent_);
    }

    void section(Words words) {
        indent_ = k_indent;
        heading(words, 0);
        in_synopsis_ = words.size() == 1 && words[0] == "SYNOPSIS";
    }

    void synopsis(Words words) {
        filler_.end_line();
        filler_.indent(indent_);
        std::size_t width = 0;
        for (const std::string& word : words) {
            inline_.put(word, Face::bold);
            width += word.size() + 1;
        }
        filler_.tab(indent_ + width);
        filler_.indent(indent_ + width);
    }

    // "Nm" alone is the name that the page gave itself under NAME.
    void own_name(Words words) {
        inline_.put(own_name_, Face::bold);
        inline_.all(words);
    }

    void description(Words words) {
        inline_.put("–", Face::plain);
        inline_.sequence("No", words);
    }

    void begin_list(Words words) {
        List list{indent_, k_display_indent + k_gap};
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i] == "-bullet") {
                list.marks = Marks::bullets;
                list.tag = k_gap;
            } else if (words[i] == "-enum") {
                list.marks = Marks::numbers;
                list.tag = 1 + k_gap;
            } else if (words[i] == "-compact") {
                list.compact = true;
            } else if (words[i] == "-width" && i + 1 < words.size() && words[i + 1] != "Ds") {
                list.tag = words[i + 1].size() + k_gap;
            }
        }
        if (!list.compact)
            filler_.blank_line();
        lists_.push_back(list);
        first_item_ = true;
    }

    void item(Words words) {
        if (lists_.empty()) {
            unknown_.emplace_back("It outside of a list");
            return;
        }
        List& list = lists_.back();
        if (list.compact || first_item_)
            filler_.end_line();
        else
            filler_.blank_line();
        first_item_ = false;
        filler_.indent(list.indent);
        if (list.marks == Marks::bullets)
            inline_.put("•", Face::plain);
        else if (list.marks == Marks::numbers)
            inline_.put(std::to_string(++list.items) + '.', Face::plain);
        else if (!words.empty())
            inline_.all(words);
        indent_ = list.indent + list.tag;
        filler_.tab(indent_);
        filler_.indent(indent_);
    }

    void end_list() {
        filler_.end_line();
        if (lists_.empty()) {
            unknown_.emplace_back("El outside of a list");
            return;
        }
        indent_ = lists_.back().indent;
        lists_.pop_back();
        filler_.indent(indent_);
        first_item_ = false;
    }

    void begin_display(Words words) {
        const bool compact = std::find(words.begin(), words.end(), "-compact") != words.end();
        if (!compact)
            filler_.blank_line();
        const bool indented = std::find(words.begin(), words.end(), "-offset") != words.end();
        filler_.end_line();
        filler_.indent(indent_ + (indented ? k_display_indent : 0));
        literal_ = true;
    }

    std::vector<std::string> unknown_;
    Filler filler_;
    Inline inline_;
    std::size_t indent_ = k_indent;
    std::vector<List> lists_;
    std::string own_name_;
    bool literal_ = false;
    bool in_synopsis_ = false;
    bool first_item_ = false;
};

} // namespace

PlainText plain_text(std::string_view mdoc, const Reader& reader) {
    Page page(reader);
    for (std::size_t at = 0; at < mdoc.size();)
        page.line(base::next_line(mdoc, at));
    return page.take();
}

} // namespace backsift::manual
