#include "tests/unit/indicator/formula/published_profiles.h"

#include "absl/strings/str_cat.h"

namespace iku::test {

using indicator::GradeTable;
using indicator::MissingAnswers;
using indicator::PredicateTable;
using indicator::Profile;

GradeTable GradesOf2017() {
  return {{"A", "Sangat Baik", "Very good", Rational(8831, 100)},
          {"B", "Baik", "Good", Rational(7661, 100)},
          {"C", "Kurang Baik", "Less good", Rational(65)},
          {"D", "Tidak Baik", "Not good", Rational(0)}};
}

// The rule prints D to 43.75, C to 62.50 and B to 81.25.
GradeTable GradesOf2004() {
  return {{"A", "Sangat Baik", "Very good", Rational(8126, 100)},
          {"B", "Baik", "Good", Rational(6251, 100)},
          {"C", "Kurang Baik", "Less good", Rational(4376, 100)},
          {"D", "Tidak Baik", "Not good", Rational(0)}};
}

PredicateTable PrintedPredicates() {
  return {{"VERY_HIGH", "Sangat Tinggi", "Very high", Rational(90)},
          {"HIGH", "Tinggi", "High", Rational(75)},
          {"MEDIUM", "Sedang", "Medium", Rational(65)},
          {"LOW", "Rendah", "Low", Rational(50)},
          {"VERY_LOW", "Sangat Rendah", "Very low", Rational(0)}};
}

Profile ExactProfile() {
  Profile profile;
  profile.id = "exact";
  for (const char* code :
       {"requirements", "procedure", "time", "cost", "product", "competence",
        "behaviour", "complaints", "facilities"}) {
    profile.elements.push_back({code, Rational(1, 9)});
  }
  profile.grades = GradesOf2017();
  return profile;
}

namespace {

Profile Weighted(const char* id, const Rational& weight) {
  Profile profile = ExactProfile();
  profile.id = id;
  for (auto& element : profile.elements) element.weight = weight;
  return profile;
}

// With weights as they are printed, to so many digits.
Profile Printed(const char* id, const Rational& weight, int digits) {
  Profile profile = Weighted(id, weight);
  profile.weight_step = RoundingStep{digits};
  return profile;
}

Profile RoundedSteps() {
  Profile profile = Weighted("rounded-steps", Rational(1, 9));
  profile.mean_step = RoundingStep{2};
  profile.index_step = RoundingStep{2};
  return profile;
}

Profile Products() {
  Profile profile = Printed("products-0.111", Rational(111, 1000), 3);
  profile.mean_step = RoundingStep{3};
  profile.product_step = RoundingStep{3};
  return profile;
}

Profile Truncate() {
  Profile profile = Weighted("truncate", Rational(1, 9));
  profile.final_step = {2, Rounding::kTruncate};
  return profile;
}

Profile BlankAsZero() {
  Profile profile = Weighted("blank-as-zero", Rational(1, 9));
  profile.missing_answers = MissingAnswers::kZero;
  return profile;
}

Profile Kep25Unrounded() {
  Profile profile;
  profile.id = "kep25-2004-unrounded";
  profile.weight_step = RoundingStep{3};
  for (int i = 1; i <= 14; ++i) {
    profile.elements.push_back({absl::StrCat("u", i), Rational(71, 1000)});
  }
  profile.grades = GradesOf2004();
  return profile;
}

Profile Kep25() {
  Profile profile = Kep25Unrounded();
  profile.id = "kep25-2004";
  profile.product_step = RoundingStep{3};
  return profile;
}

}  // namespace

std::map<std::string, Profile> PublishedProfiles() {
  std::map<std::string, Profile> profiles;
  for (const Profile& profile :
       {ExactProfile(), Printed("weight-0.11", Rational(11, 100), 2),
        Printed("weight-0.111", Rational(111, 1000), 3), RoundedSteps(),
        Products(), Truncate(), BlankAsZero(), Kep25(), Kep25Unrounded()}) {
    profiles[profile.id] = profile;
  }
  return profiles;
}

}  // namespace iku::test
