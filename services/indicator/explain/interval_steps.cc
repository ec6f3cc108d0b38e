#include "services/indicator/explain/interval_steps.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iku::indicator {
namespace {

// For the reader of a fraction; the calculation goes on with the fraction.
constexpr int kSpreadDigits = 4;

// A fraction binds together among other numbers.
std::string Term(const Rational& value) {
  std::string written = Written(value);
  return absl::StrContains(written, '/') ? absl::StrCat("(", written, ")")
                                         : written;
}

// Adds a term to a sum in which no number has a sign of its own, so that it
// reads `3/4 - 1/2`; before the number stands `times`.
void AppendTerm(absl::string_view times, const Rational& term,
                std::string& sum) {
  const bool negative = term < 0;
  absl::StrAppend(&sum,
                  negative      ? (sum.empty() ? "0 - " : " - ")
                  : sum.empty() ? ""
                                : " + ",
                  times, Term(negative ? -term : term));
}

std::string ExpressionOf(const SquaresPart& part) {
  std::string sum;
  for (const SquaresPart::Term& term : part.terms) {
    AppendTerm(absl::StrCat(Term(term.factor), " x "), term.products, sum);
  }
  return absl::StrCat(Term(part.factor), " x (", sum, ")");
}

void AddRespondents(const IndexInterval& interval, const IntervalRule& rule,
                    Steps& steps) {
  const std::string level = steps.ForLabel(rule.level_percent);
  const bool ratio = interval.method == IntervalMethod::kLinearisedRatio;
  steps.Add(
      "ikm.interval.respondents",
      absl::StrCat(
          steps.Say("Selang kepercayaan ", "Confidence interval of "), level,
          steps.Say(" %, n responden; ", " %, n respondents; "),
          ratio ? steps.Say("penduga rasio yang dilinearkan, karena tiap unsur "
                            "dibagi jumlah jawabannya sendiri",
                            "linearised ratio estimator, as each element is "
                            "divided by its own number of answers")
                : steps.Say("rata-rata indeks tiap responden",
                            "mean of the respondents' own indexes")),
      absl::StrCat(interval.responses), interval.responses);
}

void AddTotals(const IndexInterval& interval, Steps& steps) {
  const RespondentTotals& totals = *interval.totals;
  const std::string weight = Term(totals.weight);
  steps.AddForReading(
      "ikm.interval.squares",
      steps.Say("Jumlah kuadrat selisih indeks responden dari rata-ratanya: "
                "bobot x bobot x (jumlah kuadrat nilai total - kuadrat jumlah "
                "nilai total / n)",
                "Squared differences of the respondents' indexes from their "
                "mean, added up: weight x weight x (sum of squared totals - "
                "square of the sum of totals / n)"),
      absl::StrCat(weight, " x ", weight, " x (", totals.sum_of_squares, " - ",
                   totals.sum, " x ", totals.sum, " / ", interval.responses,
                   ")"),
      interval.squares, kSpreadDigits);
}

void AddParts(const IndexInterval& interval, const Profile& profile,
              const ElementTitles& titles, Steps& steps) {
  std::string sum;
  for (size_t i = 0; i < interval.parts.size(); ++i) {
    const std::string& code = profile.elements[i].code;
    AppendTerm("", interval.parts[i].sum, sum);
    steps.AddForReading(
        absl::StrCat("ikm.interval.squares.", code),
        absl::StrCat(
            steps.Say(
                "Bagian dari jumlah kuadrat: f x jumlah atas semua unsur "
                "(f x hasil kali selisih nilai dari rata-ratanya, bagi "
                "yang menjawab keduanya); f = bobot x n / jawaban; ",
                "Part of the squares: f x sum over all elements (f x "
                "products of the scores' differences from their means, of "
                "those who answered both); f = weight x n / answers; "),
            TitleOf(code, titles)),
        ExpressionOf(interval.parts[i]), interval.parts[i].sum, kSpreadDigits);
  }
  steps.AddForReading(
      "ikm.interval.squares",
      interval.method == IntervalMethod::kLinearisedRatio
          ? steps.Say(
                "Jumlah kuadrat z semua responden; z = jumlah atas unsur yang "
                "dijawab dari bobot x n / jumlah jawaban unsur x (nilai - "
                "rata-rata unsur)",
                "Squares of z of all respondents, added up; z = sum over the "
                "elements answered of weight x n / answers to the element x "
                "(score - mean of the element)")
          : steps.Say("Jumlah kuadrat selisih indeks responden dari "
                      "rata-ratanya",
                      "Squared differences of the respondents' indexes from "
                      "their mean, added up"),
      sum, interval.squares, kSpreadDigits);
}

void AddSpread(const IndexInterval& interval, const Profile& profile,
               Steps& steps) {
  const int64_t n = interval.responses;
  const std::string scale = Term(profile.scale);
  steps.AddForReading(
      "ikm.interval.variance",
      steps.Say("Ragam pada skala nilai: skala x skala x jumlah kuadrat / "
                "(n - 1)",
                "Variance on the scale of the value: scale x scale x squares / "
                "(n - 1)"),
      absl::StrCat(scale, " x ", scale, " x ", Term(interval.squares), " / (",
                   n, " - 1)"),
      interval.variance, kSpreadDigits);
  steps.AddForReading("ikm.interval.squared-error",
                      steps.Say("Kuadrat galat baku: ragam / n",
                                "Standard error squared: variance / n"),
                      absl::StrCat(Term(interval.variance), " / ", n),
                      interval.error_of_many, kSpreadDigits);
  if (!interval.population.has_value()) return;
  const int64_t all = *interval.population;
  steps.AddForReading(
      "ikm.interval.corrected-error",
      steps.Say("Kuadrat galat baku, dikoreksi karena yang dilayani N orang: "
                "x (N - n) / (N - 1)",
                "Standard error squared, corrected for the N people served: "
                "x (N - n) / (N - 1)"),
      absl::StrCat(Term(interval.error_of_many), " x (", all, " - ", n, ") / (",
                   all, " - 1)"),
      interval.squared_error, kSpreadDigits);
}

// The root goes on for ever: with these digits the ends can be worked out
// again.
constexpr int kRootDigits = 6;

void AddEnds(const IndexInterval& interval, const IntervalRule& rule,
             const Profile& profile, Steps& steps) {
  const std::string z = Term(rule.z);
  steps.AddRoot(
      "ikm.interval.margin",
      steps.Say("Kuadrat simpangan: z x z x kuadrat galat baku; yang "
                "dibulatkan akarnya",
                "Margin squared: z x z x standard error squared; its root is "
                "what is rounded"),
      absl::StrCat(z, " x ", z, " x ", Term(interval.squared_error)),
      interval.squared_margin, interval.margin);
  steps.AddPublished(
      "ikm.interval.root",
      absl::StrCat(steps.Say("Simpangan dengan ", "Margin to "), kRootDigits,
                   steps.Say(" desimal, untuk menghitung ulang kedua batas",
                             " decimals, to work the two ends out again")),
      RoundRoot(0, +1, interval.squared_margin, kRootDigits,
                Rounding::kHalfUp));
  const bool cut = profile.final_step.rounding == Rounding::kTruncate;
  const absl::string_view how = cut ? steps.Say("dipotong", "cut off")
                                    : steps.Say("dibulatkan", "rounded");
  steps.AddPublished(
      "ikm.interval.lower",
      absl::StrCat(
          steps.Say("Batas bawah: nilai sebelum dibulatkan - simpangan, dalam "
                    "skala, ",
                    "Lower end: value before rounding - margin, within the "
                    "scale, "),
          how),
      interval.lower);
  steps.AddPublished(
      "ikm.interval.upper",
      absl::StrCat(
          steps.Say("Batas atas: nilai sebelum dibulatkan + simpangan, dalam "
                    "skala, ",
                    "Upper end: value before rounding + margin, within the "
                    "scale, "),
          how),
      interval.upper);
}

}  // namespace

void AddSampleSteps(int64_t responses, std::optional<int64_t> population,
                    Steps& steps) {
  if (!population.has_value()) {
    steps.Add("ikm.sample.respondents",
              steps.Say("Responden; ukuran sampel yang disyaratkan tidak "
                        "diketahui, karena jumlah orang yang dilayani belum "
                        "dicatat",
                        "Respondents; the sample size asked for is not known, "
                        "as the number of people served is not recorded"),
              absl::StrCat(responses), responses);
    return;
  }
  const SampleRule rule;
  const SampleSize size = ComputeSampleSize(*population, rule);
  const std::string x = Term(rule.chi_square);
  const std::string p = Term(rule.proportion);
  const std::string d = Term(rule.margin);
  const std::string spread = absl::StrCat(p, " x (1 - ", p, ")");
  const std::string label(
      steps.Say("Ukuran sampel Krejcie & Morgan: "
                "x*N*p*(1-p) / (d^2*(N-1) + x*p*(1-p))",
                "Sample size by Krejcie & Morgan: "
                "x*N*p*(1-p) / (d^2*(N-1) + x*p*(1-p))"));
  if (*population > 0) {
    steps.AddForReading(
        "ikm.sample.size", label,
        absl::StrCat(x, " x ", *population, " x ", spread, " / (", d, " x ", d,
                     " x (", *population, " - 1) + ", x, " x ", spread, ")"),
        size.exact, kSpreadDigits);
  }
  const Decimal required = steps.AddRounding(
      "ikm.sample.required",
      steps.Say("Responden yang disyaratkan", "Respondents asked for"),
      size.exact, {0, Rounding::kHalfUp});
  const Rational difference = responses - required.ToRational();
  steps.Add(
      "ikm.sample.respondents",
      absl::StrCat(steps.Say("Responden - yang disyaratkan: sampel ",
                             "Respondents - those asked for: the sample is "),
                   difference < 0 ? steps.Say("kurang", "too small")
                                  : steps.Say("cukup", "large enough")),
      absl::StrCat(responses, " - ", required.ToString()), difference);
}

void AddIntervalSteps(const IndexInterval& interval, const IntervalRule& rule,
                      const Profile& profile, const ElementTitles& titles,
                      Steps& steps) {
  AddRespondents(interval, rule, steps);
  if (interval.totals.has_value()) {
    AddTotals(interval, steps);
  } else {
    AddParts(interval, profile, titles, steps);
  }
  AddSpread(interval, profile, steps);
  AddEnds(interval, rule, profile, steps);
}

}  // namespace iku::indicator
