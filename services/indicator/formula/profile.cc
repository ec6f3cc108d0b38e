#include "services/indicator/formula/profile.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iku::indicator {
namespace {

using Problems = std::vector<std::string>;

Rational SumOfWeights(const Profile& profile) {
  Rational sum = 0;
  for (const WeightedElement& element : profile.elements) sum += element.weight;
  return sum;
}

void CheckElements(const Profile& profile, Problems& problems) {
  if (profile.elements.empty() || profile.elements.size() > kMaxElements) {
    problems.push_back(absl::StrCat("elements: needs 1 to ", kMaxElements));
  }
  std::set<std::string> codes;
  for (const WeightedElement& element : profile.elements) {
    if (element.code.empty()) problems.push_back("elements: empty code");
    if (!codes.insert(element.code).second) {
      problems.push_back(absl::StrCat("elements: ", element.code, " repeated"));
    }
    if (element.weight <= 0) {
      problems.push_back(
          absl::StrCat("elements: ", element.code, " needs a weight above 0"));
    }
  }
}

void CheckStep(absl::string_view name, const RoundingStep& step,
               Problems& problems) {
  if (step.digits < 0 || step.digits > kMaxDecimalDigits) {
    problems.push_back(
        absl::StrCat(name, ": needs 0 to ", kMaxDecimalDigits, " digits"));
  }
}

void CheckSteps(const Profile& profile, Problems& problems) {
  const RoundingStep fine;
  CheckStep("weight_step", profile.weight_step.value_or(fine), problems);
  CheckStep("mean_step", profile.mean_step.value_or(fine), problems);
  CheckStep("product_step", profile.product_step.value_or(fine), problems);
  CheckStep("index_step", profile.index_step.value_or(fine), problems);
  CheckStep("final_step", profile.final_step, problems);
  if (profile.scale <= 0) problems.push_back("scale: needs a number above 0");
}

void CheckGrades(const Profile& profile, Problems& problems) {
  const GradeTable& grades = profile.grades;
  if (grades.empty()) {
    problems.push_back("grades: empty");
    return;
  }
  std::set<std::string> letters;
  for (size_t i = 0; i < grades.size(); ++i) {
    const GradeBand& band = grades[i];
    if (band.letter.empty()) problems.push_back("grades: empty letter");
    if (!letters.insert(band.letter).second) {
      problems.push_back(absl::StrCat("grades: ", band.letter, " repeated"));
    }
    if (i > 0 && band.minimum >= grades[i - 1].minimum) {
      problems.push_back(absl::StrCat("grades: ", band.letter,
                                      " needs a minimum below that of ",
                                      grades[i - 1].letter));
    }
  }
  // The lowest score is 1, except that a blank may count as 0.
  const Rational lowest = profile.missing_answers == MissingAnswers::kZero
                              ? Rational(0)
                              : profile.scale * SumOfWeights(profile);
  if (grades.back().minimum > lowest) {
    problems.push_back(absl::StrCat("grades: ", grades.back().letter,
                                    " is last and needs a minimum of at most ",
                                    lowest.ToFraction()));
  }
}

// One unit of the last digit: 0.01 for two digits.
Rational UnitOf(const RoundingStep& step) {
  Rational unit = 1;
  for (int i = 0; i < step.digits; ++i) unit /= 10;
  return unit;
}

// How far rounding can move the sum of the weights away from 1.
Rational ToleranceOf(const Profile& profile) {
  if (!profile.weight_step.has_value()) return 0;
  const Rational unit = UnitOf(*profile.weight_step);
  const Rational most_per_weight =
      profile.weight_step->rounding == Rounding::kTruncate ? unit : unit / 2;
  return most_per_weight * static_cast<int64_t>(profile.elements.size());
}

}  // namespace

absl::Status ValidateWeights(const Profile& profile) {
  Problems problems;
  for (const WeightedElement& element : profile.elements) {
    if (profile.weight_step.has_value() &&
        !(element.weight / UnitOf(*profile.weight_step)).IsWhole()) {
      problems.push_back(absl::StrCat(
          "the weight ", element.weight.ToFraction(), " of ", element.code,
          " has more than ", profile.weight_step->digits, " digits"));
    }
  }
  if (profile.weight_step.has_value() &&
      profile.weight_step->digits < kFewestWeightDigits) {
    problems.push_back(absl::StrCat("weights are rounded to at least ",
                                    kFewestWeightDigits, " digits"));
  }
  const Rational sum = SumOfWeights(profile);
  const Rational tolerance = ToleranceOf(profile);
  if (sum < 1 - tolerance || sum > 1) {
    problems.push_back(absl::StrCat(
        "the weights add up to ", sum.ToFraction(), ", not to 1",
        tolerance.IsZero()
            ? std::string(" and no weight_rounding says how they were rounded")
            : absl::StrCat(" or at most ", tolerance.ToFraction(),
                           " below it")));
  }
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(problems, "; "));
}

absl::Status Validate(const Profile& profile) {
  Problems problems;
  if (profile.id.empty()) problems.push_back("id: empty");
  CheckElements(profile, problems);
  CheckSteps(profile, problems);
  CheckGrades(profile, problems);
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "profile ", profile.id, ": ", absl::StrJoin(problems, "; ")));
}

}  // namespace iku::indicator
