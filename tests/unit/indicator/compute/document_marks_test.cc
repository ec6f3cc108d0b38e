// The numbers of the share of timely documents are those of its matrix, and
// silence never pays, under every choice.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/indicator/compute/district_indicators.h"
#include "tests/unit/indicator/sample_facts.h"

namespace iku::test {
namespace {

using indicator::v1::Obligation;

// Each choice as it comes.
indicator::IndicatorQuestion AnyQuestion() {
  indicator::IndicatorQuestion question =
      Question(*rc::gen::element<std::string>("2025", "2025-H1", "2025-Q1",
                                              "2025-Q3", "2025-12", "2026-Q1"));
  google::protobuf::RepeatedPtrField<indicator::v1::Policy> given;
  for (const indicator::Choice& choice : indicator::AllChoices()) {
    indicator::v1::Policy& policy = *given.Add();
    policy.set_name(choice.name);
    policy.set_value(*rc::gen::elementOf(choice.values));
  }
  Violations none;
  question.policies =
      indicator::ChoosePolicies(*question.rules, given, "", none);
  RC_ASSERT(none.empty());
  return question;
}

indicator::DistrictFacts AnyYear() {
  auto facts = Sumbersuko();
  const int count = *rc::gen::inRange(0, 20);
  for (int i = 0; i < count; ++i) {
    const Date day =
        AddDays(Day("2025-01-01"), *rc::gen::inRange<int64_t>(0, 500));
    const std::string kind = *rc::gen::elementOf(
        std::vector<std::string>{"rkpdesa", "apbdesa", "lppdesa"});
    facts.documents.push_back(Document(
        absl::StrCat(*rc::gen::inRange(2001, 2009)), kind,
        *rc::gen::inRange(2024, 2027), ToString(day), *rc::gen::inRange(0, 2)));
  }
  return facts;
}

// The numbers of a share, out of the marks in the matrix.
std::string FractionOfTheMatrix(const indicator::v1::Indicator& share) {
  std::map<std::string, std::pair<bool, bool>> units;
  const bool by_village = PolicyOf(share, "unit-of-count") == "all-three";
  for (const Obligation& one : share.timeliness().obligations()) {
    auto& [counts, in_denominator] =
        units
            .emplace(by_village
                         ? one.village()
                         : absl::StrCat(one.village(), one.document_kind(),
                                        one.fiscal_year()),
                     std::make_pair(true, true))
            .first->second;
    counts = counts && one.counted();
    in_denominator = in_denominator && one.in_denominator();
  }
  int part = 0;
  int whole = 0;
  for (const auto& [unit, marks] : units) {
    whole += marks.second;
    part += marks.first && marks.second;
  }
  return absl::StrCat(part, "/", whole);
}

RC_GTEST_PROP(DocumentMarksProperty,
              BothNumbersAreThoseOfTheMatrixUnderEveryChoice, ()) {
  auto facts = AnyYear();
  const auto question = AnyQuestion();
  const absl::Time now =
      NoonOf("2025-01-01") + absl::Hours(24) * *rc::gen::inRange(0, 500);
  const auto answer = [&] {
    return IndicatorOf(facts, question, "village-documents-on-time", now);
  };

  const auto share = answer();

  RC_ASSERT(FractionOfTheMatrix(share) ==
            absl::StrCat(share.numerator(), "/", share.denominator()));
  const auto& detail = share.timeliness();
  RC_ASSERT(detail.on_time() + detail.late() + detail.missing() +
                detail.not_due() ==
            detail.obligations_size());
  std::reverse(facts.documents.begin(), facts.documents.end());
  RC_ASSERT(answer().numerator() == share.numerator());
}

// The same villages, with everything that they owe sent a day late.
RC_GTEST_PROP(DocumentMarksProperty, SendingNothingIsNeverBetterThanSendingLate,
              ()) {
  auto question = AnyQuestion();
  question.policies.timeliness.silence =
      indicator::TimelinessPolicy::Silence::kMissing;
  const absl::Time now =
      NoonOf("2025-01-01") + absl::Hours(24) * *rc::gen::inRange(0, 500);
  const auto silent =
      IndicatorOf(Sumbersuko(), question, "village-documents-on-time", now);
  auto facts = Sumbersuko();
  for (const Obligation& one : silent.timeliness().obligations()) {
    const auto& deadline = one.deadline();
    facts.documents.push_back(Document(
        one.village().substr(9), one.document_kind(), one.fiscal_year(),
        ToString(AddDays(
            Date{deadline.year(), deadline.month(), deadline.day()}, 1))));
  }
  const auto late =
      IndicatorOf(facts, question, "village-documents-on-time", now);

  RC_ASSERT(silent.value().empty() == late.value().empty());
  if (silent.value().empty()) return;
  RC_ASSERT(silent.value() == "0.00");
  RC_ASSERT(silent.denominator() == late.denominator());
}

}  // namespace
}  // namespace iku::test
