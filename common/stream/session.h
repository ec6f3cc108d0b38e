#ifndef IKU_COMMON_STREAM_SESSION_H_
#define IKU_COMMON_STREAM_SESSION_H_

#include <functional>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace iku {

// What answers the messages of one stream that goes in both directions. Knows
// no gRPC: a test takes it, gives it messages and looks at the answers.
//
// What the stream promises to a session:
// - Messages come one at a time and in the order in which they were sent; the
//   next one may come before an earlier one is answered, but no more than the
//   stream's limit are unanswered at one time.
// - Answers are sent in the order of the messages, whatever the order in which
//   they are given.
// - When the stream has ended, also because the caller has gone, no message
//   comes any more and answers go nowhere, but they may still be given.
// - The session goes when the stream has ended and all answers are given or
//   dropped, on whatever thread that happens.
template <typename Request, typename Reply>
class Session {
 public:
  // Answers one message. Called once, from any thread, also from within Take;
  // a later call does nothing. An error ends the stream: answers to earlier
  // messages are sent before it, those to later ones are not, although these
  // messages may have had their effect. Dropping it unanswered is a fault
  // (INTERNAL).
  using Answer = std::function<void(absl::StatusOr<Reply>)>;

  virtual ~Session() = default;

  // What is said first, before anything is asked. Asked for once, before Take.
  virtual std::optional<Reply> Greeting() { return std::nullopt; }

  // Takes in the next message, which nobody changes any more, and returns
  // without blocking. Work that has not begun at `deadline` should not begin.
  virtual void Take(std::shared_ptr<const Request> message, absl::Time deadline,
                    Answer answer) = 0;

  // The stream has ended. Called once, behind the last Take. A session that
  // keeps answers until something happens drops them here: while it holds one,
  // neither of them goes.
  virtual void Ended() {}
};

}  // namespace iku

#endif  // IKU_COMMON_STREAM_SESSION_H_
