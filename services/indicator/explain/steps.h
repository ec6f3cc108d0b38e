#ifndef IKU_SERVICES_INDICATOR_EXPLAIN_STEPS_H_
#define IKU_SERVICES_INDICATOR_EXPLAIN_STEPS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/exact/decimal.h"
#include "common/exact/rational.h"
#include "common/status/language.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "iku/indicator/v1/indicator_service.pb.h"

namespace iku::indicator {

// An exact number as one writes it in a calculation: a whole number, a decimal
// when it ends (`0.111`), else a fraction in lowest terms (`105/29`).
std::string Written(const Rational& value);

// `a + b + c`; `0` when there are none.
std::string SumOf(const std::vector<std::string>& terms);

// The lines of one calculation, in the order of the formula. Expressions hold
// whole numbers, decimals, `+`, `-`, `x`, `/` and parentheses; `x` and `/` bind
// stronger than `+` and `-`, and each goes from left to right. So every one can
// be worked out again, and gives its result exactly.
class Steps {
 public:
  using List = google::protobuf::RepeatedPtrField<v1::ExplanationStep>;

  // `to` outlives it.
  Steps(Language language, List& to) : language_(language), to_(to) {}

  Language language() const { return language_; }

  // The one of the two texts that the call wants.
  absl::string_view Say(absl::string_view indonesian,
                        absl::string_view english) const;

  // An exact number as a label of that text writes it: with a decimal comma in
  // Indonesian. What is worked out keeps the point.
  std::string ForLabel(const Rational& value) const;

  // A line. The next ones use its result as it is.
  void Add(absl::string_view id, absl::string_view label,
           absl::string_view expression, const Rational& result);

  // A line that repeats a published value, with all its digits.
  void AddPublished(absl::string_view id, absl::string_view label,
                    const Decimal& value);

  // A line whose rounded result is for the reader only.
  void AddForReading(absl::string_view id, absl::string_view label,
                     absl::string_view expression, const Rational& result,
                     int digits);

  // A line whose result is the square of a number, and the number rounded.
  void AddRoot(absl::string_view id, absl::string_view label,
               absl::string_view expression, const Rational& square,
               const Decimal& root);

  // A line that rounds `value` by a rule and names how. The next ones use what
  // is returned.
  Decimal AddRounding(absl::string_view id, absl::string_view label,
                      const Rational& value, const RoundingStep& step);

 private:
  v1::ExplanationStep& AddStep(absl::string_view id, absl::string_view label,
                               absl::string_view expression,
                               const Rational& result);

  Language language_;
  List& to_;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_EXPLAIN_STEPS_H_
