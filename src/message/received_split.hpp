// A Received value cut into words, comments and its date; private to the room.
#pragma once

#include <string_view>
#include <vector>

namespace backsift::message {

// A word, or a comment without its outer parentheses.
struct ReceivedToken {
    std::string_view text;
    bool comment = false;
};

struct ReceivedPieces {
    std::vector<ReceivedToken> tokens;
    std::string_view date;
};

// The tokens before the last ";" outside comments, at most some hundred, and the date behind it.
[[nodiscard]] ReceivedPieces split_value(std::string_view text);

// Only the date.
[[nodiscard]] std::string_view date_of(std::string_view text);

} // namespace backsift::message
