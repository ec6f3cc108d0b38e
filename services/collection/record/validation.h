#ifndef IKU_SERVICES_COLLECTION_RECORD_VALIDATION_H_
#define IKU_SERVICES_COLLECTION_RECORD_VALIDATION_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/civil/date.h"
#include "common/status/errors.h"
#include "common/text/text_check.h"  // IWYU pragma: export
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "iku/collection/v1/record.pb.h"
#include "services/collection/record/record.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

// What every validation of a record looks at.
struct ValidationContext {
  const RegisterView& regions;
  absl::Time now;
};

// Each check adds what it finds to `found`, under `field`, and returns what is
// good. None stops at the first violation.

// Adds NAME_MALFORMED for a resource name that does not have the form.
void AddNameMalformed(absl::string_view field, absl::string_view name,
                      absl::string_view pattern, Violations& found);

// `districts/{district}/{collection}/{id}` with a district that the register
// holds.
std::optional<RecordKey> CheckName(absl::string_view field,
                                   absl::string_view name,
                                   absl::string_view collection,
                                   const RegisterView& regions,
                                   Violations& found);

// The same for a record that may be new: PERSONAL_DATA when its id is a NIK or
// a telephone number.
std::optional<RecordKey> CheckNewName(absl::string_view field,
                                      absl::string_view name,
                                      absl::string_view collection,
                                      const RegisterView& regions,
                                      Violations& found);

// `districts/{district}`; the district's code.
std::optional<std::string> CheckParent(absl::string_view field,
                                       absl::string_view parent,
                                       const RegisterView& regions,
                                       Violations& found);

// 1 to 63 characters of a-z, 0-9 and '-', not starting or ending with '-'.
void CheckId(absl::string_view field, absl::string_view id, Violations& found);
// The same for the id of a record that may be new, as CheckNewName.
void CheckNewId(absl::string_view field, absl::string_view id,
                Violations& found);
inline void CheckRequestId(absl::string_view field, absl::string_view id,
                           Violations& found) {
  CheckId(field, id, found);
}

enum class Presence { kRequired, kOptional };

// A day that exists and is not later than `today`.
std::optional<Date> CheckPastDate(absl::string_view field, bool present,
                                  const google::type::Date& date, Date today,
                                  Presence presence, Violations& found);

// A day that exists, in the years that a Date may have.
std::optional<Date> CheckDate(absl::string_view field, bool present,
                              const google::type::Date& date, Presence presence,
                              Violations& found);

// `later` is not before `earlier`, when both are given.
void CheckOrder(absl::string_view earlier_field, std::optional<Date> earlier,
                absl::string_view later_field, std::optional<Date> later,
                Violations& found);

// What shows that something happened; a copy of v1::Evidence with real dates.
struct Evidence {
  std::string kind;
  std::string number;
  Date date;
  std::string uri;
  std::string sha256;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

std::optional<Evidence> CheckEvidence(absl::string_view field,
                                      const v1::Evidence& evidence, Date today,
                                      Violations& found);

v1::Evidence ToProto(const Evidence& evidence);
google::type::Date ToProto(Date date);
google::protobuf::Timestamp ToProto(absl::Time time);

// Today in the time zone of the district.
Date TodayOf(const RecordKey& key, absl::Time now);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_VALIDATION_H_
