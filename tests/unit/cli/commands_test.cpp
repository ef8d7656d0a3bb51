#include "cli/commands.hpp"

#include <set>

#include <gtest/gtest.h>

#include "cli/options.hpp"

namespace backsift::cli {
namespace {

TEST(Commands, HaveNamesOfTheirOwnAndKnownOptions) {
    std::set<std::string_view> names;
    for (const Command& command : commands()) {
        EXPECT_TRUE(names.insert(command.name).second) << command.name;
        EXPECT_NE(command.run, nullptr) << command.name;
        for (const std::string_view option : command.options)
            EXPECT_NE(find_option(option), nullptr) << command.name << ' ' << option;
    }
}

TEST(Commands, EveryOptionServesSomeCommand) {
    for (const Option& option : options()) {
        if (option.name == "help")
            continue;
        bool used = false;
        for (const Command& command : commands()) {
            for (const std::string_view name : command.options)
                used = used || name == option.name;
        }
        EXPECT_TRUE(used) << option.name;
    }
}

TEST(Commands, WhatAnMtaCallsAnswersInDeliveryMode) {
    for (const Command& command : commands()) {
        const bool called_by_mta = command.name == "deliver" || command.name == "filter";
        EXPECT_EQ(command.mode == Mode::delivery, called_by_mta) << command.name;
    }
}

} // namespace
} // namespace backsift::cli
