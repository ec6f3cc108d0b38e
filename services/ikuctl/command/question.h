#ifndef IKU_SERVICES_IKUCTL_COMMAND_QUESTION_H_
#define IKU_SERVICES_IKUCTL_COMMAND_QUESTION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/ikuctl/options.h"
#include "services/ikuctl/text/texts.h"

namespace iku::ctl {

// "report-year=same-fiscal-year;followed-up-states=DONE,VERIFIED" as policies.
// A comma separates like a semicolon when a name follows it, else it belongs to
// the value. Complains about a piece without a name; `flag` is named then.
std::vector<indicator::v1::Policy> PoliciesFrom(const std::string& text,
                                                const char* flag,
                                                std::vector<Complaint>& wrong);

// "87,5" or "87.5" as the decimal of the contract, "87.5"; a decimal comma is
// for Indonesian readers only. Complains about a comma that is none: "1.000,5",
// "87,5,5", or one in English, and in Indonesian about "1.000", which may be a
// thousand or 1; `flag` is named then. What else has no comma stays as it is,
// for the service to judge.
std::string NumberFrom(const std::string& text, const char* flag,
                       Language language, std::vector<Complaint>& wrong);

// The flags that choose how to compute, as they were given, each with a space
// before: what a question about the same moment has to repeat.
std::string ChoiceFlags(const Options& options);

// The moment that --as_of names; nothing at all: now.
struct Moment {
  std::optional<int64_t> version;  // of the data
  std::optional<absl::Time> time;

  friend bool operator==(const Moment&, const Moment&) = default;
};

// Reads "2025-12-31T16:59:59Z", "2025-12-31", "version:123" or, with a comma
// between, a version and one of the others; "" is now. A day means its last
// microsecond in the time zone of the region `code`, and today means now,
// because that microsecond is still to come. INVALID_ARGUMENT for another form.
absl::StatusOr<Moment> MomentFrom(absl::string_view text,
                                  absl::string_view code, absl::Time now);

// What the flags ask about one district; complains when --district or --period
// is missing or a flag cannot be read. Words that only the service knows
// (profiles, policies) are left to it.
indicator::v1::ComputeRequest QuestionFrom(const Options& options,
                                           absl::Time now,
                                           std::vector<Complaint>& wrong);

// The same about every district inside --within.
indicator::v1::BatchComputeRequest QuestionWithinFrom(
    const Options& options, absl::Time now, std::vector<Complaint>& wrong);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_COMMAND_QUESTION_H_
