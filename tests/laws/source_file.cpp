#include "source_file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace backsift::laws {
namespace {

namespace fs = std::filesystem;

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

// The position behind a literal that begins at `at`.
std::size_t end_of_literal(std::string_view text, std::size_t at) {
    const char quote = text[at];
    if (quote == '"' && at > 0 && text[at - 1] == 'R') {
        const std::size_t open = text.find('(', at);
        const std::string close = ')' + std::string(text.substr(at + 1, open - at - 1)) + '"';
        const std::size_t end = text.find(close, open);
        return end == std::string_view::npos ? text.size() : end + close.size();
    }
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == quote || text[i] == '\n') {
            return i + 1;
        }
    }
    return text.size();
}

std::size_t end_of_line(std::string_view text, std::size_t at) {
    std::size_t end = text.find('\n', at);
    while (end != std::string_view::npos && end > 0 && text[end - 1] == '\\') {
        end = text.find('\n', end + 1);
    }
    return std::min(end, text.size());
}

// The end of what must be blanked at `at`; `at` itself when nothing must.
std::size_t end_of_blank(std::string_view text, std::size_t at, bool line_begins) {
    if (text.substr(at).starts_with("//") || (line_begins && text[at] == '#')) {
        return end_of_line(text, at);
    }
    if (text.substr(at).starts_with("/*")) {
        const std::size_t end = text.find("*/", at + 2);
        return end == std::string_view::npos ? text.size() : end + 2;
    }
    const bool separator = text[at] == '\'' && at > 0 && is_word(text[at - 1]); // 20'000
    return (text[at] == '"' || text[at] == '\'') && !separator ? end_of_literal(text, at) : at;
}

bool has_word(std::string_view statement, std::string_view word) {
    for (std::size_t at = statement.find(word); at != std::string_view::npos;
         at = statement.find(word, at + 1)) {
        const bool begins = at == 0 || !is_word(statement[at - 1]);
        const std::size_t end = at + word.size();
        if (begins && (end == statement.size() || !is_word(statement[end]))) {
            return true;
        }
    }
    return false;
}

template<std::size_t N>
bool has_any(std::string_view statement, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(),
                       [statement](std::string_view word) { return has_word(statement, word); });
}

// A declaration that is a function: its parenthesis comes before any initialiser.
bool is_function(std::string_view statement) {
    const std::size_t open = statement.find('(');
    return open != std::string_view::npos && open < statement.find('=');
}

bool is_constant(std::string_view statement) {
    constexpr std::array<std::string_view, 3> k_words{"const", "constexpr", "consteval"};
    return has_any(statement, k_words);
}

bool is_mutable_at_namespace_scope(std::string_view statement) {
    constexpr std::array<std::string_view, 12> k_other{
        "using", "typedef", "namespace", "template",      "class",  "struct",
        "enum",  "union",   "friend",    "static_assert", "extern", "operator"};
    const bool two_words = statement.find_first_of(" \n&*>") != std::string_view::npos;
    return two_words && !is_constant(statement) && !is_function(statement)
           && !has_any(statement, k_other);
}

bool is_mutable_static(std::string_view statement) {
    constexpr std::array<std::string_view, 2> k_lasting{"static", "thread_local"};
    return has_any(statement, k_lasting) && !is_constant(statement) && !is_function(statement);
}

// Walks the code statement by statement and knows which scopes are namespaces.
class Statements {
  public:
    std::vector<std::string> found;

    void read(std::string_view code) {
        for (const char c : code) {
            if (c == '{') {
                open();
            } else if (c == '}') {
                close();
            } else if (c == ';') {
                end();
            } else {
                pending_ += c;
            }
        }
    }

  private:
    struct Scope {
        bool is_namespace;
        std::string before; // the statement that the brace interrupted
    };

    [[nodiscard]] bool at_namespace_scope() const {
        return std::all_of(scopes_.begin(), scopes_.end(),
                           [](const Scope& scope) { return scope.is_namespace; });
    }

    void open() {
        const std::string before(trim(pending_));
        scopes_.push_back({before.starts_with("namespace") || before.starts_with("inline namespace")
                               || before.starts_with("extern"),
                           before});
        pending_.clear();
    }

    void close() {
        if (scopes_.empty()) {
            return;
        }
        const Scope scope = scopes_.back();
        scopes_.pop_back();
        // A function's or type's body ends its statement; an initialiser's brace goes on to the
        // ";".
        constexpr std::array<std::string_view, 4> k_types{"class", "struct", "enum", "union"};
        const bool body =
            scope.is_namespace || is_function(scope.before) || has_any(scope.before, k_types);
        pending_ = body ? std::string() : scope.before;
    }

    void end() {
        const std::string_view statement = trim(pending_);
        const bool bad = at_namespace_scope() ? is_mutable_at_namespace_scope(statement)
                                              : is_mutable_static(statement);
        if (!statement.empty() && bad) {
            found.emplace_back(statement);
        }
        pending_.clear();
    }

    std::vector<Scope> scopes_;
    std::string pending_;
};

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

} // namespace

std::size_t SourceFile::lines() const {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string code_of(std::string_view text) {
    std::string code(text);
    bool line_begins = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = end_of_blank(text, at, line_begins);
        for (std::size_t i = at; i < end; ++i) {
            if (code[i] != '\n') {
                code[i] = ' ';
            }
        }
        line_begins = text[at] == '\n' || (line_begins && is_space(text[at]));
        at = std::max(end, at + 1);
    }
    return code;
}

std::vector<std::string> includes_of(std::string_view text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = trim(text.substr(at, end - at));
        at = end + 1;
        if (!line.starts_with('#')) {
            continue;
        }
        line = trim(line.substr(1));
        if (!line.starts_with("include")) {
            continue;
        }
        line = trim(line.substr(7));
        const std::size_t close = line.empty() ? 0 : line.find(line.front() == '<' ? '>' : '"', 1);
        if (close != std::string_view::npos && close > 0) {
            found.emplace_back(line.substr(1, close - 1));
        }
    }
    return found;
}

bool calls(std::string_view code, std::string_view function) {
    for (std::size_t at = code.find(function); at != std::string_view::npos;
         at = code.find(function, at + 1)) {
        const bool begins =
            at == 0 || (!is_word(code[at - 1]) && code[at - 1] != '.' && code[at - 1] != '>');
        const std::string_view behind = trim(code.substr(at + function.size()));
        if (begins && behind.starts_with('(')) {
            return true;
        }
    }
    return false;
}

std::vector<std::string> mutable_globals(std::string_view code) {
    Statements statements;
    statements.read(code);
    return statements.found;
}

std::vector<SourceFile> all_sources() {
    const fs::path root(BACKSIFT_SOURCE_DIR);
    std::vector<SourceFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(root / "src")) {
        const std::string extension = entry.path().extension().string();
        if (!entry.is_regular_file() || (extension != ".cpp" && extension != ".hpp")) {
            continue;
        }
        SourceFile file;
        const fs::path inside = fs::relative(entry.path(), root / "src");
        file.path = "src/" + inside.generic_string();
        file.room = inside.has_parent_path() ? inside.begin()->string() : "cli";
        file.text = read_file(entry.path());
        file.code = code_of(file.text);
        files.push_back(std::move(file));
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return files;
}

} // namespace backsift::laws
