// The last catch: whatever escapes ends in 75, so that an MTA keeps the message.
#include <unistd.h>

#include "cli/run.hpp"

int main(int argc, char** argv) {
    int status = 75;
    try {
        status = backsift::cli::run(argc, argv);
    } catch (...) {
        static_cast<void>(status); // it stays as it is
    }
#ifdef BACKSIFT_ENDS_AT_ONCE
    // Nothing is kept in stdio, and nobody needs the destructors of the libraries' statics.
    _exit(status);
#else
    return status;
#endif
}
