// How mail comes to Backsift: the line for each program that delivers, with this account's paths.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace backsift::setup {

struct Connection {
    std::string_view caller; // "forward"
    std::string_view where;  // the file, for people
    std::string_view lines;  // @BACKSIFT@, @CONFIG@, @INBOX@, @FOLDER@ stand for the paths

    // Does Backsift deliver the mail itself, and not only say what it is?
    [[nodiscard]] bool delivers() const { return lines.find("@INBOX@") != std::string_view::npos; }
};
[[nodiscard]] std::span<const Connection> connections();

struct Paths {
    std::string backsift; // of the binary, absolute
    std::string config;   // "" the user's own, which is found by itself
    std::string inbox;    // named to `deliver` where it is a Maildir, in case the config breaks
    std::string folder;   // of backscatter
};

// The lines with the paths put in, each quoted for that program; ends in a newline. "" where a path
// holds what the program cannot be told.
[[nodiscard]] std::string lines_for(const Connection& connection, const Paths& paths);

} // namespace backsift::setup
