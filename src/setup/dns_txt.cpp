#include "setup/dns_txt.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <netdb.h>
#include <resolv.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/failure.hpp"
#include "os/fd.hpp"
#include "os/wait.hpp"
#include "os/write.hpp"

namespace backsift::setup {

using base::Failure;
using base::Kind;
using base::Result;

namespace {

constexpr std::size_t k_longest_message = 65535; // what TCP's length field can say
constexpr const char* k_configuration = "/etc/resolv.conf";

// What stands behind the resolver's status byte in the pipe.
struct Reply {
    int status = TRY_AGAIN;
    std::string message;
};

// Writes the resolver's status (0: good) and the message. All tries of the resolver fit into
// k_dns_seconds where there is one server or two.
[[noreturn]] void ask(const std::string& name, int to) {
    struct __res_state state {};
    std::array<unsigned char, k_longest_message> message{};
    int size = -1;
    if (res_ninit(&state) == 0) {
        state.retrans = state.nscount > 1 ? 1 : 2;
        state.retry = 2;
        size = res_nquery(&state, name.c_str(), ns_c_in, ns_t_txt, message.data(),
                          static_cast<int>(message.size()));
    }
    std::string reply(1, static_cast<char>(size < 0 ? state.res_h_errno : NETDB_SUCCESS));
    for (int i = 0; i < size; ++i)
        reply += static_cast<char>(message[static_cast<std::size_t>(i)]);
    _exit(os::write_all(to, reply, "the pipe") ? 0 : 1);
}

class Child {
  public:
    explicit Child(pid_t pid) : pid_(pid) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        ::kill(pid_, SIGKILL);
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

  private:
    pid_t pid_;
};

// All that comes until the other end closes; nothing when the time is up.
std::optional<std::string> read_in_time(int from) {
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::seconds(k_dns_seconds);
    std::string out;
    std::array<char, 4096> piece{};
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0
            || !os::wait_for(from, os::For::reading, static_cast<int>(left.count())))
            return std::nullopt;
        const ssize_t got = ::read(from, piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return out;
        out.append(piece.data(), static_cast<std::size_t>(got));
    }
}

// The resolver has no time limit on TCP: it asks in a process of its own, which can be ended.
Result<std::optional<Reply>> ask_in_time(const std::string& name) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return base::fail(os::failure(errno, "make a pipe", name));
    const os::Fd from(ends[0]);
    os::Fd to(ends[1]);
    const pid_t pid = ::fork();
    if (pid < 0)
        return base::fail(os::failure(errno, "start a process", name));
    if (pid == 0)
        ask(name, to.get());
    const Child child(pid);
    to = os::Fd();
    auto said = read_in_time(from.get());
    if (!said)
        return std::optional<Reply>();
    if (said->empty())
        return std::optional(Reply{NO_RECOVERY, {}});
    return std::optional(Reply{static_cast<signed char>(said->front()), said->substr(1)});
}

Failure refusal(int status, const std::string& name) {
    switch (status) {
    case HOST_NOT_FOUND:
        return {Kind::no_input,
                "the DNS has no name " + name,
                {},
                {},
                "selector and domain stand as s= and d= in the DKIM-Signature of mail you sent"};
    case NO_DATA:
        return {Kind::no_input, "the DNS has no TXT record of " + name, {}, {}, {}};
    case TRY_AGAIN:
        return {Kind::temporary,
                "no name server could answer for " + name,
                {k_configuration, 0, 0},
                {},
                "try again later, or paste the record: --dkim-record FILE"};
    default:
        return {Kind::temporary,
                "the name server refuses to answer for " + name,
                {k_configuration, 0, 0},
                {},
                "paste the record: --dkim-record FILE"};
    }
}

// The character strings of one record put together; nothing when one reaches beyond it.
std::optional<std::string> joined(std::string_view record) {
    std::string text;
    while (!record.empty()) {
        const std::size_t size = static_cast<unsigned char>(record.front());
        record.remove_prefix(1);
        if (size > record.size())
            return std::nullopt;
        text += record.substr(0, size);
        record.remove_prefix(size);
    }
    return text;
}

Failure unreadable() {
    return {Kind::malformed, "the name server's answer cannot be read", {}, {}, {}};
}

} // namespace

Result<std::vector<std::string>> read_txt_answer(std::string_view message) {
    ns_msg reader{};
    // The library wants its own kind of bytes, and only reads them.
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    if (message.size() > k_longest_message
        || ns_initparse(bytes, static_cast<int>(message.size()), &reader) != 0
        || ns_msg_getflag(reader, ns_f_tc) != 0)
        return base::fail(unreadable());
    std::vector<std::string> texts;
    for (int i = 0; i < ns_msg_count(reader, ns_s_an); ++i) {
        ns_rr record{};
        if (ns_parserr(&reader, ns_s_an, i, &record) != 0)
            return base::fail(unreadable());
        if (ns_rr_type(record) != ns_t_txt || ns_rr_class(record) != ns_c_in)
            continue;
        const auto text = joined({reinterpret_cast<const char*>(ns_rr_rdata(record)),
                                  static_cast<std::size_t>(ns_rr_rdlen(record))});
        if (!text)
            return base::fail(unreadable());
        texts.push_back(*text);
    }
    return texts;
}

Result<std::vector<std::string>> look_up_txt(const std::string& name) {
    const auto reply = ask_in_time(name);
    if (!reply)
        return base::fail(reply.error());
    if (!*reply) {
        Failure late = refusal(TRY_AGAIN, name);
        late.sentence = "no name server answered for " + name + " within "
                        + std::to_string(k_dns_seconds) + " seconds";
        return base::fail(std::move(late));
    }
    if ((*reply)->status != NETDB_SUCCESS)
        return base::fail(refusal((*reply)->status, name));
    auto texts = read_txt_answer((*reply)->message);
    if (texts && texts->empty())
        return base::fail(refusal(NO_DATA, name));
    return texts;
}

} // namespace backsift::setup
