// Every bound on what a stranger's bytes may cost, with its unit and the reason for its size.
// A bound that is reached is noted as a defect; it never convicts and never loses mail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace backsift::base {

struct Limits {
    std::size_t message_bytes = 64U << 20U;
    std::size_t header_bytes = 256U << 10U;
    std::size_t header_fields = 2000;
    std::size_t field_bytes = 64U << 10U;
    std::size_t mime_depth = 12;
    std::size_t mime_parts = 200;
    std::size_t boundary_bytes = 200;
    std::size_t decoded_part_bytes = 1U << 20U;
    std::size_t searched_text_bytes = 128U << 10U;
    std::size_t block_search_lines = 20'000;
    std::size_t received_hops = 64;
    std::size_t status_recipients = 200;
    std::size_t addresses = 200;
    std::size_t message_ids = 100;
    std::size_t excerpt_bytes = 160;
    std::size_t visits = 16;
    std::size_t given_up_patterns = 3;
    std::size_t own_pattern_bytes = 32U << 20U;
};

// One row per member of Limits, in their order: the manual and the tests are made from it.
struct LimitRow {
    std::string_view name;
    std::size_t Limits::*member;
    std::string_view unit;
    std::string_view why;
};

[[nodiscard]] std::span<const LimitRow> limit_rows();

} // namespace backsift::base
