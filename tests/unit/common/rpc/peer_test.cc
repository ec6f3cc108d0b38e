#include "common/rpc/peer.h"

#include "gtest/gtest.h"

namespace iku {
namespace {

TEST(PeerHostTest, ConnectionsFromOneHostAreOneHost) {
  EXPECT_EQ(PeerHost("ipv4:10.0.0.7:53412"), "10.0.0.7");
  EXPECT_EQ(PeerHost("ipv4:10.0.0.7:1"), "10.0.0.7");
  EXPECT_EQ(PeerHost("ipv6:%5Bfe80::1%5D:53412"), "[fe80::1]");
  EXPECT_EQ(PeerHost("ipv6:[::1]:53412"), "[::1]");
}

TEST(PeerHostTest, WhatHasNoPortStaysAsItIs) {
  EXPECT_EQ(PeerHost("unix:/run/iku.sock"), "unix:/run/iku.sock");
  EXPECT_EQ(PeerHost("inproc"), "inproc");
  EXPECT_EQ(PeerHost(""), "");
  EXPECT_EQ(PeerHost("ipv6:fe80::1"), "fe80::1");
}

}  // namespace
}  // namespace iku
