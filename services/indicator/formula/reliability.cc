#include "services/indicator/formula/reliability.h"

namespace iku::indicator {
namespace {

const ReliabilityBand& BandOf(const Decimal& alpha,
                              const ReliabilityTable& table) {
  for (const ReliabilityBand& band : table) {
    if (alpha.ToRational() >= band.minimum) return band;
  }
  return table.back();
}

// The correlation is covariance / sqrt(product of the variances); squared, so
// that it stays a fraction until it is rounded.
ItemTotal ItemTotalOf(const std::string& code, const Rational& variance,
                      const Rational& with_total,
                      const Rational& variance_of_totals,
                      const RoundingStep& step) {
  ItemTotal item;
  item.code = code;
  item.covariance = with_total - variance;
  const Rational variance_of_rest =
      variance_of_totals - 2 * with_total + variance;
  const Rational product = variance * variance_of_rest;
  if (!product.IsZero()) {
    item.correlation = RoundRoot(0, item.covariance < 0 ? -1 : +1,
                                 item.covariance * item.covariance / product,
                                 step.digits, step.rounding);
  }
  return item;
}

}  // namespace

std::optional<Reliability> ComputeReliability(const SurveyMoments& moments,
                                              const ReliabilityTable& table,
                                              const RoundingStep& step) {
  const int64_t n = moments.responses;
  const auto k = static_cast<int64_t>(moments.elements.size());
  if (n < 2 || k < 2 || !moments.IsUniform()) return std::nullopt;

  Reliability result;
  result.responses = n;
  result.elements = k;
  result.variance_of_totals =
      SampleCovariance(n, moments.sum_of_totals, moments.sum_of_totals,
                       moments.sum_of_squared_totals);
  if (result.variance_of_totals.IsZero()) return std::nullopt;

  for (const auto& [code, element] : moments.elements) {
    const Rational variance =
        SampleCovariance(n, element.sum, element.sum, element.sum_of_squares);
    const Rational with_total = SampleCovariance(
        n, element.sum, moments.sum_of_totals, element.sum_with_total);
    result.sum_of_variances += variance;
    result.items.push_back(ItemTotalOf(code, variance, with_total,
                                       result.variance_of_totals, step));
  }
  result.exact = Rational(k, k - 1) *
                 (1 - result.sum_of_variances / result.variance_of_totals);
  result.alpha = Round(result.exact, step.digits, step.rounding);
  result.band = BandOf(result.alpha, table);
  return result;
}

}  // namespace iku::indicator
