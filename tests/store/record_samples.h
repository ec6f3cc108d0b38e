#ifndef IKU_TESTS_STORE_RECORD_SAMPLES_H_
#define IKU_TESTS_STORE_RECORD_SAMPLES_H_

#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/village_document/village_document_kind.h"

// What the store suite stores, for each kind of record:
//
//   Make(n)        the n-th content; later n have later dates, and no two
//                  compete for one place
//   Changed(c)     other content for the same place
//   kWrongTallies  SQL that counts the tallies that differ from what the
//                  records add up to

namespace iku::test {

struct SurveySamples {
  using Kind = collection::SurveyKind;
  static collection::SurveyResponse Make(int n);
  static collection::SurveyResponse Changed(collection::SurveyResponse content);
  static const char kWrongTallies[];
};

struct CoordinationSamples {
  using Kind = collection::CoordinationKind;
  static collection::CoordinationRecord Make(int n);
  static collection::CoordinationRecord Changed(
      collection::CoordinationRecord content);
  static const char kWrongTallies[];
};

struct VillageDocumentSamples {
  using Kind = collection::VillageDocumentKind;
  static collection::VillageDocument Make(int n);
  static collection::VillageDocument Changed(
      collection::VillageDocument content);
  static const char kWrongTallies[];
};

}  // namespace iku::test

#endif  // IKU_TESTS_STORE_RECORD_SAMPLES_H_
