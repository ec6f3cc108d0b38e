#include "common/rpc/peer.h"

#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace iku {

std::string PeerHost(absl::string_view peer) {
  if (absl::ConsumePrefix(&peer, "ipv4:")) {
    return std::string(peer.substr(0, peer.rfind(':')));
  }
  if (absl::ConsumePrefix(&peer, "ipv6:")) {
    // A colon of the address itself is not the one before the port.
    const std::string address =
        absl::StrReplaceAll(peer, {{"%5B", "["}, {"%5D", "]"}});
    const size_t end = address.rfind(']');
    return end == std::string::npos ? address : address.substr(0, end + 1);
  }
  return std::string(peer);
}

}  // namespace iku
