#include "setup/program_files.hpp"

#include <optional>

#include "base/text.hpp"
#include "message/host.hpp"

namespace backsift::setup {

namespace {

// Calls `line` for every line that is no comment, trimmed.
template<class Visit>
void each_line(std::string_view text, const Visit& line) {
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view trimmed = base::trim(base::next_line(text, at));
        if (!trimmed.empty() && trimmed.front() != '#' && trimmed.front() != ';')
            line(trimmed);
    }
}

std::string_view unquoted(std::string_view text) {
    text = base::trim(text);
    if (text.size() > 1 && (text.front() == '"' || text.front() == '\'')
        && text.back() == text.front())
        text = text.substr(1, text.size() - 2);
    return text;
}

struct Setting {
    std::string_view name;
    std::string_view value;
};

std::optional<Setting> setting(std::string_view line) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos)
        return std::nullopt;
    return Setting{base::trim(line.substr(0, equals)), unquoted(line.substr(equals + 1))};
}

// What may be an address of a person: one @ between two words.
void add_address(ProgramFile& to, std::string_view text) {
    const std::size_t open = text.find('<');
    if (open != std::string_view::npos)
        text = text.substr(open + 1, text.find('>', open) - open - 1);
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string_view::npos || at + 1 == text.size()
        || text.find_first_of(" \t\"$`*@", at + 1) != std::string_view::npos)
        return;
    to.addresses.emplace_back(text);
}

void add_server(ProgramFile& to, std::string_view text) {
    const std::string host = message::read_host_word(text);
    if (host.find('.') != std::string::npos)
        to.servers.push_back(host);
}

// "smtps://ann@mail.example.org:465/": the host.
std::string_view host_of_url(std::string_view url) {
    const std::size_t slashes = url.find("://");
    if (slashes != std::string_view::npos)
        url.remove_prefix(slashes + 3);
    url = url.substr(0, url.find('/'));
    const std::size_t at = url.rfind('@');
    if (at != std::string_view::npos)
        url.remove_prefix(at + 1);
    return url.substr(0, url.find(':'));
}

// A path in the home or absolute, without a final slash; "" for anything else.
std::string home_path(std::string_view text) {
    while (text.size() > 1 && text.back() == '/')
        text.remove_suffix(1);
    for (const std::string_view home : {std::string_view("$HOME/"), std::string_view("${HOME}/")}) {
        if (text.starts_with(home))
            return "~/" + std::string(text.substr(home.size()));
    }
    if (text.find_first_of("$`|*") != std::string_view::npos)
        return {};
    if (text.starts_with('/') || text.starts_with("~/"))
        return std::string(text);
    return {};
}

} // namespace

ProgramFile read_git_config(std::string_view text) {
    ProgramFile out;
    std::string section;
    each_line(text, [&](std::string_view line) {
        if (line.front() == '[') {
            section = base::to_lower(base::trim(line.substr(1, line.find(']') - 1)));
            return;
        }
        const auto found = setting(line);
        if (!found)
            return;
        const std::string key = section + '.' + base::to_lower(found->name);
        if (key == "user.email" || key == "sendemail.from")
            add_address(out, found->value);
        else if (key == "sendemail.smtpserver" && found->value.find('/') == std::string_view::npos)
            add_server(out, found->value);
    });
    return out;
}

ProgramFile read_muttrc(std::string_view text) {
    ProgramFile out;
    std::string folder = "~/Mail"; // mutt's own default
    std::vector<std::string_view> records;
    std::vector<std::string_view> spools;
    each_line(text, [&](std::string_view line) {
        if (!line.starts_with("set "))
            return;
        const auto found = setting(line.substr(4));
        if (!found)
            return;
        if (found->name == "from")
            add_address(out, found->value);
        else if (found->name == "folder" && !home_path(found->value).empty())
            folder = home_path(found->value);
        else if (found->name == "record")
            records.push_back(found->value);
        else if (found->name == "spoolfile" || found->name == "spool_file")
            spools.push_back(found->value);
        else if (found->name == "smtp_url")
            add_server(out, host_of_url(found->value));
    });
    const auto resolve = [&](std::string_view path) {
        if (path.starts_with('+') || path.starts_with('='))
            return path.size() == 1 ? folder : folder + '/' + std::string(path.substr(1));
        return home_path(path);
    };
    for (const std::string_view record : records)
        out.sent_folders.push_back(resolve(record));
    for (const std::string_view spool : spools)
        out.inboxes.push_back(resolve(spool));
    return out;
}

ProgramFile read_msmtprc(std::string_view text) {
    ProgramFile out;
    each_line(text, [&](std::string_view line) {
        const auto words = base::words(line);
        if (words.size() != 2)
            return;
        if (words[0] == "from")
            add_address(out, unquoted(words[1]));
        else if (words[0] == "host")
            add_server(out, unquoted(words[1]));
    });
    return out;
}

ProgramFile read_procmailrc(std::string_view text) {
    ProgramFile out;
    std::string maildir;
    each_line(text, [&](std::string_view line) {
        const auto found = setting(line);
        if (!found)
            return;
        if (found->name == "MAILDIR") {
            maildir = home_path(found->value);
        } else if (found->name == "DEFAULT" && found->value.ends_with('/')) {
            const bool below = found->value == "$MAILDIR/" || found->value == "./";
            out.inboxes.push_back(below ? maildir : home_path(found->value));
        }
    });
    return out;
}

ProgramFile read_forward(std::string_view text) {
    ProgramFile out;
    each_line(text, [&](std::string_view line) {
        const std::string_view target = unquoted(line);
        if (target.ends_with('/'))
            out.inboxes.push_back(home_path(target));
    });
    return out;
}

ProgramFile read_postfix_main(std::string_view text) {
    ProgramFile out;
    each_line(text, [&](std::string_view line) {
        const auto found = setting(line);
        if (!found)
            return;
        if (found->name == "myhostname") {
            add_server(out, found->value);
        } else if (found->name == "relayhost") {
            std::string_view host = found->value;
            if (host.starts_with('['))
                host = host.substr(1, host.find(']') - 1);
            add_server(out, host.substr(0, host.find(':')));
        }
    });
    return out;
}

} // namespace backsift::setup
