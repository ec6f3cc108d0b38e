#include "tests/unit/indicator/explain/evaluate.h"

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace iku::test {
namespace {

// Reads from the front; nothing once something was not understood.
class Reader {
 public:
  explicit Reader(absl::string_view text) : rest_(text) {}

  std::optional<Rational> All() {
    const auto value = Sum();
    return rest_.empty() ? value : std::nullopt;
  }

 private:
  bool Take(absl::string_view sign) {
    rest_ = absl::StripLeadingAsciiWhitespace(rest_);
    if (!absl::ConsumePrefix(&rest_, sign)) return false;
    rest_ = absl::StripLeadingAsciiWhitespace(rest_);
    return true;
  }

  std::optional<Rational> Sum() {
    auto value = Product();
    while (value.has_value()) {
      const bool plus = Take("+");
      if (!plus && !Take("-")) break;
      const auto next = Product();
      if (!next.has_value()) return std::nullopt;
      value = plus ? *value + *next : *value - *next;
    }
    return value;
  }

  std::optional<Rational> Product() {
    auto value = Number();
    while (value.has_value()) {
      const bool times = Take("x");
      if (!times && !Take("/")) break;
      const auto next = Number();
      if (!next.has_value() || (!times && next->IsZero())) return std::nullopt;
      value = times ? *value * *next : *value / *next;
    }
    return value;
  }

  std::optional<Rational> Number() {
    if (Take("(")) {
      const auto value = Sum();
      return Take(")") ? value : std::nullopt;
    }
    size_t size = 0;
    while (size < rest_.size() &&
           (absl::ascii_isdigit(rest_[size]) || rest_[size] == '.')) {
      ++size;
    }
    const auto value = Rational::Parse(rest_.substr(0, size));
    rest_.remove_prefix(size);
    if (!value.ok()) return std::nullopt;
    return *value;
  }

  absl::string_view rest_;
};

}  // namespace

std::optional<Rational> Evaluate(absl::string_view expression) {
  return Reader(expression).All();
}

}  // namespace iku::test
