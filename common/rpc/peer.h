#ifndef IKU_COMMON_RPC_PEER_H_
#define IKU_COMMON_RPC_PEER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace iku {

// The host of an address as gRPC writes it, without the port that differs from
// connection to connection: "ipv4:10.0.0.7:53412" -> "10.0.0.7",
// "ipv6:%5Bfe80::1%5D:53412" -> "[fe80::1]". Anything else stays as it is.
std::string PeerHost(absl::string_view peer);

}  // namespace iku

#endif  // IKU_COMMON_RPC_PEER_H_
