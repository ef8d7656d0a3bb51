#include "proof/unwrap.hpp"

#include <gtest/gtest.h>

namespace backsift::proof {
namespace {

TEST(Unwrapped, UndoesEnvelopeTags) {
    EXPECT_EQ(unwrapped("prvs=1234abcdef=Ann@Example.org"), "ann@example.org");
    EXPECT_EQ(unwrapped("prvs=ann=1234abcdef@example.org"), "ann@example.org");
    EXPECT_EQ(unwrapped("btv1==123==ann@example.org"), "ann@example.org");
}

TEST(Unwrapped, UndoesSenderRewriting) {
    EXPECT_EQ(unwrapped("SRS0=HHH=TT=example.org=ann@forwarder.example"), "ann@example.org");
    EXPECT_EQ(unwrapped("SRS0+HHH=TT=example.org=ann=b@forwarder.example"), "ann=b@example.org");
    EXPECT_EQ(unwrapped("SRS1=HHH=first.example==HHH=TT=example.org=ann@second.example"),
              "ann@example.org");
}

TEST(Unwrapped, LeavesEverythingElse) {
    for (const char* address :
         {"ann@example.org", "ann", "", "@", "prvs=@example.org", "prvs@example.org",
          "btv1==x@example.org", "srs0=a@b.example", "srs0=a=b=@b.example", "srs0=a=b==c@b.example",
          "srs1=a=b@c.example", "srsly@example.org", "srs2=a=b=c=d@e.example"}) {
        EXPECT_EQ(unwrapped(address), address);
    }
}

TEST(WithoutTag, CutsThePlusTag) {
    EXPECT_EQ(without_tag("ann+lists@example.org"), "ann@example.org");
    EXPECT_EQ(without_tag("ann+a+b@example.org"), "ann@example.org");
    EXPECT_EQ(without_tag("+ann@example.org"), "+ann@example.org");
    EXPECT_EQ(without_tag("ann@exa+mple.org"), "ann@exa+mple.org");
    EXPECT_EQ(without_tag("ann+x"), "ann+x");
}

} // namespace
} // namespace backsift::proof
