// An owned, immutable run of bytes on the heap. Moving it leaves the bytes where they are, so a
// view into them stays valid as long as some owner lives (std::string would not do: its small
// strings move along with it).
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace backsift::base {

// Room for bytes whose number is known at run time only, not initialised: most of it is read into.
// NOLINTBEGIN(modernize-avoid-c-arrays): std::array has its size in its type.
using Buffer = std::unique_ptr<char[]>;

[[nodiscard]] inline Buffer buffer_of(std::size_t size) {
    return std::make_unique_for_overwrite<char[]>(size);
}
// NOLINTEND(modernize-avoid-c-arrays)

class Bytes {
  public:
    Bytes() = default;

    // Copies the text.
    explicit Bytes(std::string_view text) : store_(buffer_of(text.size())), size_(text.size()) {
        if (!text.empty())
            std::memcpy(store_.get(), text.data(), text.size());
    }

    // Takes over a buffer whose first `size` bytes are used.
    Bytes(Buffer buffer, std::size_t size) : store_(std::move(buffer)), size_(size) {}

    Bytes(Bytes&& other) noexcept
        : store_(std::move(other.store_)),
          size_(std::exchange(other.size_, 0)) {}
    Bytes& operator=(Bytes&& other) noexcept {
        store_ = std::move(other.store_);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }
    Bytes(const Bytes&) = delete;
    Bytes& operator=(const Bytes&) = delete;
    ~Bytes() = default;

    [[nodiscard]] std::string_view view() const { return {store_.get(), size_}; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

  private:
    Buffer store_;
    std::size_t size_ = 0;
};

} // namespace backsift::base
