// What differs from one run to the next: clock, chance, names. A seam, so that tests can hold it
// still (tests/support/fake_world.hpp).
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "os/account.hpp"

namespace backsift::os {

struct Moment {
    std::int64_t seconds = 0; // since 1970 UTC
    std::int32_t microseconds = 0;

    [[nodiscard]] std::int64_t total_microseconds() const {
        return seconds * 1'000'000 + microseconds;
    }
};

// All functions may be called from several threads.
class World {
  public:
    World() = default;
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    virtual ~World() = default;

    [[nodiscard]] virtual Moment now() = 0;
    [[nodiscard]] virtual std::uint64_t random() = 0;
    [[nodiscard]] virtual std::uint64_t count() = 0; // 1, 2, 3 …
    [[nodiscard]] virtual std::int64_t process_id() = 0;
    [[nodiscard]] virtual std::string host_name() = 0;
    [[nodiscard]] virtual std::string
    variable(const char* name) = 0; // of the environment; "" unset
    [[nodiscard]] virtual Account account() = 0;
};

class RealWorld final : public World {
  public:
    Moment now() override;
    std::uint64_t random() override;
    std::uint64_t count() override;
    std::int64_t process_id() override;
    std::string host_name() override;
    std::string variable(const char* name) override;
    Account account() override;

  private:
    std::atomic<std::uint64_t> count_{0};
};

} // namespace backsift::os
