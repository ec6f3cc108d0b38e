#include "common/log/log.h"

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace iku {
namespace {

TEST(LogTest, WritesOneLineOfJsonWhateverTheText) {
  ::testing::internal::CaptureStderr();
  LogWarning("it happened", {{"text", "a \"quoted\"\nline \xff"}});
  const std::string text = ::testing::internal::GetCapturedStderr();

  ASSERT_EQ(text.find('\n'), text.size() - 1) << text;
  const nlohmann::json line = nlohmann::json::parse(text);
  EXPECT_EQ(line["level"], "warning");
  EXPECT_EQ(line["event"], "it happened");
  EXPECT_EQ(line["text"], "a \"quoted\"\nline \xef\xbf\xbd");
  absl::Time time;
  std::string error;
  EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full,
                              line["time"].get<std::string>(), &time, &error))
      << error;
}

}  // namespace
}  // namespace iku
