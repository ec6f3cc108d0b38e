#include "services/ikuctl/command_line.h"

#include "absl/flags/flag.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

ABSL_FLAG(std::string, ctl_test_word, "", "for this test");
ABSL_FLAG(bool, ctl_test_switch, false, "for this test");
ABSL_FLAG(int, ctl_test_number, 0, "for this test");

namespace iku::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

TEST(CommandLineTest, TakesFlagsInEverySpelling) {
  const CommandLine line = ReadCommandLine(
      {"import", "--ctl_test_word=a", "survey", "-ctl_test_number", "5",
       "--noctl_test_switch", "x.csv", "--", "--not_a_flag"});
  EXPECT_THAT(line.wrong, IsEmpty());
  EXPECT_THAT(line.flags, ElementsAre("ctl_test_number", "ctl_test_switch",
                                      "ctl_test_word"));
}

TEST(CommandLineTest, NamesEveryFlagThatIsWrong) {
  EXPECT_THAT(ReadCommandLine({"--ctl_test_numbr=1", "--ctl_test_number=many",
                               "--ctl_test_word"})
                  .wrong,
              ElementsAre(Field(&Complaint::key, "flag_unknown"),
                          Field(&Complaint::key, "flag_value"),
                          Field(&Complaint::key, "flag_no_value")));
}

TEST(CommandLineTest, HelpIsNoError) {
  EXPECT_TRUE(ReadCommandLine({"--help"}).help);
  EXPECT_TRUE(ReadCommandLine({"compute", "-h"}).help);
}

}  // namespace
}  // namespace iku::ctl
