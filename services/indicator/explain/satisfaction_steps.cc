#include "services/indicator/explain/satisfaction_steps.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/indicator/formula/satisfaction_index.h"

namespace iku::indicator {
namespace {

// For the reader of a fraction; the calculation goes on with the fraction.
constexpr int kMeanDigits = 2;
constexpr int kProductDigits = 4;

// Adds the lines of one index under their ids and labels.
class IndexLines {
 public:
  IndexLines(const StepsOf& of, Steps& steps) : of_(of), steps_(steps) {}

  std::string Id(absl::string_view what, absl::string_view element = "") const {
    return element.empty() ? absl::StrCat(of_.id, ".", what)
                           : absl::StrCat(of_.id, ".", what, ".", element);
  }
  std::string Label(absl::string_view indonesian, absl::string_view english,
                    absl::string_view of = "") const {
    return absl::StrCat(of_.about, of_.about.empty() ? "" : ": ",
                        steps_.Say(indonesian, english), of.empty() ? "" : " ",
                        of);
  }
  Steps& steps() const { return steps_; }

 private:
  const StepsOf& of_;
  Steps& steps_;
};

bool CountsBlanks(const Profile& profile) {
  return profile.missing_answers == MissingAnswers::kZero;
}

// `3 x 2 + 4 x 26`, all four scores, so that each count is seen.
std::string WeightedScores(const ElementTally& answers, bool with_blank) {
  std::vector<std::string> terms;
  if (with_blank) terms.push_back(absl::StrCat("0 x ", answers.blank));
  for (size_t i = 0; i < answers.counts.size(); ++i) {
    terms.push_back(absl::StrCat(i + 1, " x ", answers.counts[i]));
  }
  return SumOf(terms);
}

std::string Counts(const ElementTally& answers, bool with_blank) {
  std::vector<std::string> terms;
  if (with_blank) terms.push_back(absl::StrCat(answers.blank));
  for (const int64_t count : answers.counts) {
    terms.push_back(absl::StrCat(count));
  }
  return SumOf(terms);
}

// What an element's mean is divided from.
struct Tallied {
  int64_t sum = 0;
  int64_t answers = 0;
};

Tallied AddTally(const std::string& code, const std::string& title,
                 const ElementTally& answers, bool with_blank,
                 const IndexLines& lines) {
  const Tallied tallied{answers.Sum(),
                        answers.Count() + (with_blank ? answers.blank : 0)};
  lines.steps().Add(lines.Id("sum", code),
                    lines.Label("Jumlah nilai", "Sum of the scores of", title),
                    WeightedScores(answers, with_blank), tallied.sum);
  lines.steps().Add(
      lines.Id("answers", code),
      lines.Label("Jumlah jawaban", "Number of answers to", title),
      Counts(answers, with_blank), tallied.answers);
  return tallied;
}

// `value`, or what the step of the profile makes of it.
Rational AddRoundingIfAny(const std::optional<RoundingStep>& step,
                          const std::string& id, const std::string& label,
                          const Rational& value, const IndexLines& lines) {
  if (!step.has_value()) return value;
  return lines.steps().AddRounding(id, label, value, *step).ToRational();
}

Rational AddMean(const std::string& code, const std::string& title,
                 const Tallied& tallied, const Profile& profile,
                 const IndexLines& lines) {
  const Rational mean(tallied.sum, tallied.answers);
  const std::string label = lines.Label("Rata-rata", "Mean of", title);
  lines.steps().AddForReading(lines.Id("mean", code), label,
                              absl::StrCat(tallied.sum, " / ", tallied.answers),
                              mean, kMeanDigits);
  return AddRoundingIfAny(profile.mean_step, lines.Id("mean-rounded", code),
                          label, mean, lines);
}

Rational AddProduct(const WeightedElement& element, const std::string& title,
                    const Rational& mean, const Profile& profile,
                    const IndexLines& lines) {
  lines.steps().Add(lines.Id("weight", element.code),
                    lines.Label("Bobot", "Weight of", title),
                    Written(element.weight), element.weight);
  const Rational product = mean * element.weight;
  const std::string label =
      lines.Label("Rata-rata x bobot", "Mean x weight of", title);
  lines.steps().AddForReading(
      lines.Id("product", element.code), label,
      absl::StrCat(Written(mean), " x ", Written(element.weight)), product,
      kProductDigits);
  return AddRoundingIfAny(profile.product_step,
                          lines.Id("product-rounded", element.code), label,
                          product, lines);
}

}  // namespace

std::optional<Decimal> AddIndexSteps(const SurveyTally& survey,
                                     const Profile& profile,
                                     const ElementTitles& titles,
                                     const StepsOf& of, Steps& steps) {
  const IndexLines lines(of, steps);
  const bool has_value = ComputeSatisfactionIndex(survey, profile).has_value();
  Rational sum = 0;
  std::vector<std::string> products;
  for (const WeightedElement& element : profile.elements) {
    const auto named = titles.find(element.code);
    const std::string& title =
        named == titles.end() ? element.code : named->second;
    const Tallied tallied =
        AddTally(element.code, title, survey.Of(element.code),
                 CountsBlanks(profile), lines);
    if (!has_value) continue;
    const Rational mean = AddMean(element.code, title, tallied, profile, lines);
    const Rational product = AddProduct(element, title, mean, profile, lines);
    products.push_back(Written(product));
    sum += product;
  }
  if (!has_value) return std::nullopt;

  const std::string label = lines.Label("Indeks: jumlah semua hasil kali",
                                        "Index: the sum of all products");
  steps.AddForReading(lines.Id("index"), label, SumOf(products), sum,
                      kProductDigits);
  const Rational index =
      AddRoundingIfAny(profile.index_step, lines.Id("index-rounded"),
                       lines.Label("Indeks", "Index"), sum, lines);
  const Rational exact = profile.scale * index;
  steps.Add(lines.Id("scaled"),
            lines.Label("Indeks dikonversi ke skala 25-100",
                        "Index on the scale of 25 to 100"),
            absl::StrCat(Written(profile.scale), " x ", Written(index)), exact);
  return steps.AddRounding(lines.Id("value"),
                           lines.Label("Nilai IKM", "Value of the IKM"), exact,
                           profile.final_step);
}

void AddGradeStep(const Decimal& value, const GradeTable& grades,
                  const StepsOf& of, Steps& steps) {
  const GradeBand& band = GradeOf(value, grades);
  const auto row = std::find(grades.begin(), grades.end(), band);
  std::string reach;
  // The last band takes all that is left, whatever its minimum.
  if (row + 1 != grades.end()) {
    reach = absl::StrCat(steps.Say("paling sedikit ", "at least "),
                         Written(band.minimum));
  }
  if (row != grades.begin()) {
    absl::StrAppend(&reach, reach.empty() ? "" : ", ",
                    steps.Say("kurang dari ", "below "),
                    Written((row - 1)->minimum));
  }
  steps.AddPublished(absl::StrCat(of.id, ".grade"),
                     absl::StrCat(steps.Say("Mutu ", "Grade "), band.letter,
                                  " (", steps.Say(band.label_id, band.label_en),
                                  ")", reach.empty() ? "" : ": ", reach),
                     value);
}

std::optional<Decimal> AddMeanOfComponents(
    const std::vector<Component>& components, const RoundingStep& rounding,
    const StepsOf& of, Steps& steps) {
  std::vector<std::string> shown;
  int suppressed = 0;
  Rational hidden = 0;
  Rational sum = 0;
  for (const Component& component : components) {
    sum += component.value.ToRational();
    if (component.suppressed) {
      hidden += component.value.ToRational();
      ++suppressed;
    } else {
      shown.push_back(component.value.ToString());
    }
  }
  if (components.empty()) return std::nullopt;
  if (suppressed > 0) {
    steps.Add(absl::StrCat(of.id, ".suppressed"),
              absl::StrCat(steps.Say("Jumlah nilai layanan yang disembunyikan "
                                     "karena respondennya sedikit: ",
                                     "Sum of the values of services that are "
                                     "not shown, having few respondents: "),
                           suppressed),
              Written(hidden), hidden);
    shown.push_back(Written(hidden));
  }
  const auto count = static_cast<int64_t>(components.size());
  const Rational mean = sum / Rational(count);
  steps.Add(absl::StrCat(of.id, ".mean-of-services"),
            steps.Say("Rata-rata nilai layanan yang punya data",
                      "Mean of the values of the services with data"),
            absl::StrCat("(", SumOf(shown), ") / ", count), mean);
  return steps.AddRounding(absl::StrCat(of.id, ".value"),
                           steps.Say("Nilai IKM", "Value of the IKM"), mean,
                           rounding);
}

}  // namespace iku::indicator
