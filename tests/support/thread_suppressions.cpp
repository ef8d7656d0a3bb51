// Boost.Regex hands its scratch blocks from thread to thread through sequentially consistent
// atomics (mem_block_cache.hpp, 1.74). They are inside the distribution's library, where the thread
// sanitizer does not see them, so it takes the hand-over for a race.
#if defined(__SANITIZE_THREAD__)
extern "C" const char* __tsan_default_suppressions() {
    return "race:boost::re_detail_107400::save_state_init\n"
           "race:boost::re_detail_107400::perl_matcher\n";
}
#endif
