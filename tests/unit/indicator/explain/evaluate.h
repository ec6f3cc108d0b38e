#ifndef IKU_TESTS_UNIT_INDICATOR_EXPLAIN_EVALUATE_H_
#define IKU_TESTS_UNIT_INDICATOR_EXPLAIN_EVALUATE_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "common/exact/rational.h"

namespace iku::test {

// What the expression of an explanation gives: whole numbers, decimals, `+`,
// `-`, `x`, `/` and parentheses, from left to right, `x` and `/` first. Nothing
// for anything else and for a division by 0.
std::optional<Rational> Evaluate(absl::string_view expression);

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_INDICATOR_EXPLAIN_EVALUATE_H_
