// What a statically linked process need not do before main. Every page and every trap counts when
// a process lives for half a millisecond; the link options that name these stand in CMakeLists.txt.
#include <cstdint>

extern "C" {

void backsift_no_streams(void* init) noexcept;
void backsift_no_version(void* version, const void* text) noexcept;
void backsift_no_cpuid(std::uint32_t leaf, std::uint32_t* registers) noexcept;

// In place of std::ios_base::Init, which mimetic's sources construct 28 times for std::cout and its
// kind. Nobody here or there uses those (the test `lean_start` looks); string streams do without.
void backsift_no_streams(void*) noexcept {}

// In place of mimetic::Version::set, which reads the number of mimetic's own version before main:
// two page faults and 1,100 instructions (2026-11-28). Nobody here asks for it, nor for a
// MimeVersion.
void backsift_no_version(void*, const void*) noexcept {}

// In place of nettle's cpuid. nettle asks three times before main which of its routines the CPU
// likes best; in a virtual machine each answer is an exit to the hypervisor, 8 µs (measured
// 2026-11, KVM on EPYC), and only a DKIM signature would ever profit. No feature: its plain ones.
void backsift_no_cpuid(std::uint32_t, std::uint32_t* registers) noexcept {
    for (int i = 0; i < 4; ++i)
        registers[i] = 0;
}
}
