// The last catch: whatever escapes ends in 75, so that an MTA keeps the message.
#include "cli/run.hpp"

int main(int argc, char** argv) {
    try {
        return backsift::cli::run(argc, argv);
    } catch (...) {
        return 75;
    }
}
