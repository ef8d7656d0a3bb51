// Prints how a mail was read, for a test that compares with another reader: one JSON object for
// each file named, with every part's type, parent and decoded text.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include <nlohmann/json.hpp>

#include "message/decode.hpp"
#include "message/mail.hpp"

using namespace backsift;

namespace {

nlohmann::json dump(const message::Mail& mail, const base::Limits& limits) {
    nlohmann::json parts = nlohmann::json::array();
    for (const message::Part& part : mail.parts) {
        message::Defects defects;
        nlohmann::json out{{"type", part.media.type + "/" + part.media.subtype},
                           {"parent", part.parent}};
        if (part.media.type == "text" && part.media.subtype == "plain")
            out["text"] = message::decoded_text(part, limits, defects);
        parts.push_back(std::move(out));
    }
    return {{"parts", std::move(parts)},
            {"subject", mail.header.decoded("Subject")},
            {"from", mail.header.decoded("From")}};
}

} // namespace

int main(int argc, char** argv) {
    const base::Limits limits;
    for (int i = 1; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)),
                               std::istreambuf_iterator<char>());
        const message::Mail mail = message::parse(base::Bytes(text), {}, limits);
        nlohmann::json line = dump(mail, limits);
        line["path"] = argv[i];
        std::printf("%s\n",
                    line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    }
    return 0;
}
