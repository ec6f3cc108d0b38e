#include "services/indicator/explain/satisfaction_steps.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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
std::string WeightedScores(const ElementTally& answers,
                           std::optional<int64_t> blank) {
  std::vector<std::string> terms;
  if (blank.has_value()) terms.push_back(absl::StrCat("0 x ", *blank));
  for (size_t i = 0; i < answers.counts.size(); ++i) {
    terms.push_back(absl::StrCat(i + 1, " x ", answers.counts[i]));
  }
  return SumOf(terms);
}

std::string Counts(const ElementTally& answers, std::optional<int64_t> blank) {
  std::vector<std::string> terms;
  if (blank.has_value()) terms.push_back(absl::StrCat(*blank));
  for (const int64_t count : answers.counts) {
    terms.push_back(absl::StrCat(count));
  }
  return SumOf(terms);
}

void AddTally(const ElementTrace& element, const std::string& title,
              const SurveyTally& survey, bool with_blank,
              const IndexLines& lines) {
  const ElementTally answers = survey.Of(element.code);
  const std::optional<int64_t> blank =
      with_blank ? std::optional(survey.BlanksOf(element.code)) : std::nullopt;
  lines.steps().Add(lines.Id("sum", element.code),
                    lines.Label("Jumlah nilai", "Sum of the scores of", title),
                    WeightedScores(answers, blank), element.sum);
  lines.steps().Add(
      lines.Id("answers", element.code),
      lines.Label("Jumlah jawaban", "Number of answers to", title),
      Counts(answers, blank), element.answers);
}

void AddRoundingIfAny(const std::optional<RoundingStep>& step,
                      const std::string& id, const std::string& label,
                      const Rational& value, const IndexLines& lines) {
  if (step.has_value()) lines.steps().AddRounding(id, label, value, *step);
}

void AddMean(const ElementTrace& element, const std::string& title,
             const Profile& profile, const IndexLines& lines) {
  const ElementMean& mean = *element.mean;
  const std::string label = lines.Label("Rata-rata", "Mean of", title);
  lines.steps().AddForReading(lines.Id("mean", element.code), label,
                              absl::StrCat(element.sum, " / ", element.answers),
                              mean.exact, kMeanDigits);
  AddRoundingIfAny(profile.mean_step, lines.Id("mean-rounded", element.code),
                   label, mean.exact, lines);
}

void AddProduct(const ElementTrace& element, const std::string& title,
                const Profile& profile, const IndexLines& lines) {
  const ElementMean& mean = *element.mean;
  lines.steps().Add(lines.Id("weight", element.code),
                    lines.Label("Bobot", "Weight of", title),
                    Written(element.weight), element.weight);
  const std::string label =
      lines.Label("Rata-rata x bobot", "Mean x weight of", title);
  lines.steps().AddForReading(
      lines.Id("product", element.code), label,
      absl::StrCat(Written(mean.mean), " x ", Written(element.weight)),
      mean.exact_product, kProductDigits);
  AddRoundingIfAny(profile.product_step,
                   lines.Id("product-rounded", element.code), label,
                   mean.exact_product, lines);
}

// Says why there is no index, when anybody answered at all.
void AddUnanswered(const IndexTrace& trace, const ElementTitles& titles,
                   const IndexLines& lines) {
  if (trace.responses == 0) return;
  std::vector<std::string> unanswered;
  for (const std::string& code : trace.Unanswered()) {
    unanswered.push_back(TitleOf(code, titles));
  }
  const auto count = static_cast<int64_t>(unanswered.size());
  lines.steps().Add(
      lines.Id("unanswered"),
      lines.Label("Tidak ada indeks. Unsur yang tidak dijawab siapa pun:",
                  "There is no index. Elements that nobody answered:",
                  absl::StrJoin(unanswered, ", ")),
      absl::StrCat(count), count);
}

void AddIndex(const IndexTrace& trace, const Profile& profile,
              const IndexLines& lines) {
  const SatisfactionIndex& index = *trace.index;
  std::vector<std::string> products;
  for (const ElementTrace& element : trace.elements) {
    products.push_back(Written(element.mean->product));
  }
  Steps& steps = lines.steps();
  steps.AddForReading(lines.Id("index"),
                      lines.Label("Indeks: jumlah semua hasil kali",
                                  "Index: the sum of all products"),
                      SumOf(products), index.sum, kProductDigits);
  AddRoundingIfAny(profile.index_step, lines.Id("index-rounded"),
                   lines.Label("Indeks", "Index"), index.sum, lines);
  steps.Add(lines.Id("scaled"),
            lines.Label("Indeks dikonversi ke skala nilai",
                        "Index on the scale of the value"),
            absl::StrCat(Written(profile.scale), " x ", Written(index.index)),
            index.exact);
  steps.AddRounding(lines.Id("value"),
                    lines.Label("Nilai IKM", "Value of the IKM"), index.exact,
                    profile.final_step);
}

}  // namespace

const std::string& TitleOf(const std::string& element,
                           const ElementTitles& titles) {
  const auto named = titles.find(element);
  return named == titles.end() ? element : named->second;
}

std::optional<Decimal> AddIndexSteps(const SurveyTally& survey,
                                     const Profile& profile,
                                     const ElementTitles& titles,
                                     const StepsOf& of, Steps& steps) {
  const IndexLines lines(of, steps);
  const IndexTrace trace = TraceSatisfactionIndex(survey, profile);
  for (const ElementTrace& element : trace.elements) {
    const std::string& title = TitleOf(element.code, titles);
    AddTally(element, title, survey, CountsBlanks(profile), lines);
    if (!element.mean.has_value()) continue;
    AddMean(element, title, profile, lines);
    AddProduct(element, title, profile, lines);
  }
  if (!trace.index.has_value()) {
    AddUnanswered(trace, titles, lines);
    return std::nullopt;
  }
  AddIndex(trace, profile, lines);
  return trace.index->value;
}

void AddGradeStep(const Decimal& value, const GradeTable& grades,
                  const StepsOf& of, Steps& steps) {
  const GradeBand& band = GradeOf(value, grades);
  const auto row = std::find(grades.begin(), grades.end(), band);
  std::string reach;
  // The last band takes all that is left, whatever its minimum.
  if (row + 1 != grades.end()) {
    reach = absl::StrCat(steps.Say("paling sedikit ", "at least "),
                         steps.ForLabel(band.minimum));
  }
  if (row != grades.begin()) {
    absl::StrAppend(&reach, reach.empty() ? "" : ", ",
                    steps.Say("kurang dari ", "below "),
                    steps.ForLabel((row - 1)->minimum));
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
              absl::StrCat(steps.Say("Jumlah nilai layanan yang disembunyikan, "
                                     "karena respondennya sedikit atau supaya "
                                     "yang sedikit tidak dapat dihitung: ",
                                     "Sum of the values of services that are "
                                     "not shown, as they have few respondents "
                                     "or so that those cannot be computed: "),
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
