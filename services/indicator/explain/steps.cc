#include "services/indicator/explain/steps.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace iku::indicator {
namespace {

// Decimals longer than this read worse than their fraction.
constexpr int kMostDigits = 9;

}  // namespace

std::string Written(const Rational& value) {
  if (value.IsWhole()) return value.Numerator();
  for (int digits = 1; digits <= kMostDigits; ++digits) {
    const Decimal decimal = Round(value, digits, Rounding::kTruncate);
    if (decimal.ToRational() == value) return decimal.ToString();
  }
  return value.ToFraction();
}

std::string SumOf(const std::vector<std::string>& terms) {
  return terms.empty() ? "0" : absl::StrJoin(terms, " + ");
}

absl::string_view Steps::Say(absl::string_view indonesian,
                             absl::string_view english) const {
  return language_ == Language::kEnglish ? english : indonesian;
}

std::string Steps::ForLabel(const Rational& value) const {
  return absl::StrReplaceAll(Written(value), {{".", Say(",", ".")}});
}

void Steps::Add(absl::string_view id, absl::string_view label,
                absl::string_view expression, const Rational& result) {
  AddStep(id, label, expression, result);
}

void Steps::AddPublished(absl::string_view id, absl::string_view label,
                         const Decimal& value) {
  AddStep(id, label, value.ToString(), value.ToRational())
      .set_result(value.ToString());
}

void Steps::AddForReading(absl::string_view id, absl::string_view label,
                          absl::string_view expression, const Rational& result,
                          int digits) {
  AddStep(id, label, expression, result)
      .set_rounded(Round(result, digits, Rounding::kHalfUp).ToString());
}

void Steps::AddRoot(absl::string_view id, absl::string_view label,
                    absl::string_view expression, const Rational& square,
                    const Decimal& root) {
  AddStep(id, label, expression, square).set_rounded(root.ToString());
}

Decimal Steps::AddRounding(absl::string_view id, absl::string_view label,
                           const Rational& value, const RoundingStep& step) {
  const absl::string_view how =
      step.rounding == Rounding::kTruncate
          ? Say("dipotong pada", "cut off at")
          : Say("dibulatkan setengah ke atas pada", "rounded half up at");
  const Decimal rounded = Round(value, step.digits, step.rounding);
  AddStep(
      id,
      absl::StrCat(label, ", ", how, " ", step.digits, " ",
                   Say("desimal", step.digits == 1 ? "decimal" : "decimals")),
      Written(value), value)
      .set_rounded(rounded.ToString());
  return rounded;
}

v1::ExplanationStep& Steps::AddStep(absl::string_view id,
                                    absl::string_view label,
                                    absl::string_view expression,
                                    const Rational& result) {
  v1::ExplanationStep& step = *to_.Add();
  step.set_id(std::string(id));
  step.set_label(std::string(label));
  step.set_expression(std::string(expression));
  step.set_result(Written(result));
  return step;
}

}  // namespace iku::indicator
