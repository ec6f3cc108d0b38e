#ifndef IKU_TESTS_SUPPORT_PROTO_MATCHERS_H_
#define IKU_TESTS_SUPPORT_PROTO_MATCHERS_H_

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

namespace iku::test {

inline bool SameProto(const google::protobuf::Message& actual,
                      const google::protobuf::Message& expected,
                      ::testing::MatchResultListener* listener) {
  google::protobuf::util::MessageDifferencer differencer;
  std::string differences;
  differencer.ReportDifferencesToString(&differences);
  const bool same = differencer.Compare(expected, actual);
  *listener << differences;
  return same;
}

inline bool SameProto(const google::protobuf::Message& actual,
                      const std::string& expected_text,
                      ::testing::MatchResultListener* listener) {
  std::unique_ptr<google::protobuf::Message> expected(actual.New());
  if (!google::protobuf::TextFormat::ParseFromString(expected_text,
                                                     expected.get())) {
    *listener << "the expected text is not a " << actual.GetTypeName();
    return false;
  }
  return SameProto(actual, *expected, listener);
}

// `expected` is a message or its text format.
// EXPECT_THAT(reply, EqualsProto(R"pb(name: "regions/35")pb"));
MATCHER_P(EqualsProto, expected, "equals the expected message") {
  return SameProto(arg, expected, result_listener);
}

}  // namespace iku::test

#endif  // IKU_TESTS_SUPPORT_PROTO_MATCHERS_H_
