#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/indicator/compute/labels.h"
#include "services/indicator/explain/share_steps.h"
#include "services/indicator/explain/share_steps_common.h"

namespace iku::indicator {

void AddPercentSteps(const v1::Indicator& indicator,
                     const RoundingStep& rounding, Steps& steps) {
  // Counts of records, so that they are never too long to be read.
  const Rational part = Rational::Parse(indicator.numerator()).value();
  const Rational whole = Rational::Parse(indicator.denominator()).value();
  const Rational percent = Rational(indicator.scale()) * part / whole;
  steps.Add(absl::StrCat(indicator.id(), ".percent"),
            steps.Say("Persentase", "Percentage"),
            absl::StrCat(indicator.scale(), " x ", Written(part), " / ",
                         Written(whole)),
            percent);
  steps.AddRounding(absl::StrCat(indicator.id(), ".value"),
                    steps.Say("Nilai", "Value"), percent, rounding);
}

void AddFollowUpSteps(const v1::Indicator& indicator,
                      const RoundingStep& rounding, Steps& steps) {
  std::vector<std::string> counted;
  std::vector<std::string> all;
  int64_t followed_up = 0;
  int64_t carried_out = 0;
  for (const v1::FollowUpCount& count : indicator.follow_up().counts()) {
    const std::string records = absl::StrCat(count.records());
    steps.Add(absl::StrCat(indicator.id(), ".records.", count.state()),
              absl::StrCat(
                  steps.Say("Hasil dengan keadaan ", "Results in the state "),
                  LabelOf(absl::StrCat("FOLLOW_UP_STATE_", count.state()),
                          steps.language()),
                  ": ",
                  count.counted() ? steps.Say("terhitung ditindaklanjuti",
                                              "counts as followed up")
                                  : steps.Say("tidak terhitung ditindaklanjuti",
                                              "does not count as followed up")),
              records, count.records());
    all.push_back(records);
    carried_out += count.records();
    if (!count.counted()) continue;
    counted.push_back(records);
    followed_up += count.records();
  }
  steps.Add(absl::StrCat(indicator.id(), ".followed-up"),
            steps.Say("Jumlah hasil yang ditindaklanjuti (pembilang)",
                      "Results that were followed up (numerator)"),
            SumOf(counted), followed_up);
  steps.Add(absl::StrCat(indicator.id(), ".carried-out"),
            steps.Say("Jumlah fasilitasi dan koordinasi yang dilakukan "
                      "(penyebut)",
                      "Facilitations and coordinations carried out "
                      "(denominator)"),
            SumOf(all), carried_out);
  if (HasValue(indicator)) AddPercentSteps(indicator, rounding, steps);
}

}  // namespace iku::indicator
