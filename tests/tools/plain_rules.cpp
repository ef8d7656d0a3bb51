// Asks every built-in rule about every mail twice: as the binary does, with the prefilter and the
// compiled programs, and plainly, where Boost.Regex runs every pattern that is asked.
//
//   plain_rules FILE…
//
// Prints the mails on which they differ, and how many were asked; exit 1 where one differs.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "rules/inquiry.hpp"
#include "rules/shelf.hpp"
#include "support/plain_subject.hpp"

namespace {

using namespace backsift;

std::vector<std::string> hits(const rules::Shelf& shelf, rules::Subject& subject) {
    message::Defects defects;
    rules::Inquiry inquiry(shelf, subject, defects);
    std::vector<std::string> out;
    for (const rules::Entry& entry : shelf.entries) {
        if (const auto hit = inquiry.ask(entry))
            out.push_back(std::string(hit->rule->id) + " in " + hit->where + ": " + hit->excerpt);
    }
    if (defects.has(message::Defect::pattern_undetermined))
        out.emplace_back("undetermined");
    return out;
}

} // namespace

int main(int argc, char** argv) {
    rules::Shelf quick;
    quick.add(std::make_unique<const rules::OpenBook>(rules::builtin_book()));
    rules::Book book = rules::builtin_book();
    book.programs = {};
    rules::Shelf plain;
    plain.add(std::make_unique<const rules::OpenBook>(book));
    plain.use_prefilter = false;
    int different = 0;
    std::size_t found = 0;
    for (int i = 1; i < argc; ++i) {
        std::ifstream in(argv[i], std::ios::binary);
        const std::string mail{std::istreambuf_iterator<char>(in), {}};
        test::PlainSubject subject(mail);
        const auto seen = hits(quick, subject);
        const auto wanted = hits(plain, subject);
        found += wanted.size();
        if (seen == wanted)
            continue;
        ++different;
        std::printf("%s\n", argv[i]);
        for (const auto& [sign, list] : {std::pair('-', wanted), std::pair('+', seen)}) {
            for (const std::string& hit : list)
                std::printf("  %c %s\n", sign, hit.c_str());
        }
    }
    std::printf("%d mails, %zu hits, %d mails differ\n", argc - 1, found, different);
    return different == 0 ? 0 : 1;
}
