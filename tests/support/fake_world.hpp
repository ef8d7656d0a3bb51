// A world that holds still: clock, chance and names as the test sets them.
#pragma once

#include <atomic>
#include <map>
#include <string>

#include "os/world.hpp"

namespace backsift::test {

class FakeWorld final : public os::World {
  public:
    os::Moment moment{1'795'255'469, 123'456}; // 2026-11-21T10:04:29Z
    std::uint64_t chance = 0x0123456789abcdef;
    std::int64_t pid = 4711;
    std::string host = "mx.example.org";
    std::map<std::string, std::string> environment;
    os::Account who{"ann", "/home/ann"};

    os::Moment now() override { return moment; }
    std::uint64_t random() override { return chance; }
    std::uint64_t count() override { return ++count_; }
    std::int64_t process_id() override { return pid; }
    std::string host_name() override { return host; }
    std::string variable(const char* name) override {
        const auto found = environment.find(name);
        return found == environment.end() ? std::string() : found->second;
    }
    os::Account account() override { return who; }

  private:
    std::atomic<std::uint64_t> count_{0};
};

} // namespace backsift::test
