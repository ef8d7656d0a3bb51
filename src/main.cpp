#include <unistd.h>

#include "cli/run.hpp"

namespace {

// The last catch: whatever escapes ends in 75, so that an MTA keeps the message.
int run(int argc, char** argv) {
    try {
        return backsift::cli::run(argc, argv);
    } catch (...) {
        return 75;
    }
}

} // namespace

int main(int argc, char** argv) {
    const int status = run(argc, argv);
#ifdef BACKSIFT_ENDS_AT_ONCE
    // Nothing is kept in stdio, and nobody needs the destructors of the libraries' statics.
    _exit(status);
#else
    return status;
#endif
}
