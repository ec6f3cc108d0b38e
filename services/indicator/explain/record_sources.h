#ifndef IKU_SERVICES_INDICATOR_EXPLAIN_RECORD_SOURCES_H_
#define IKU_SERVICES_INDICATOR_EXPLAIN_RECORD_SOURCES_H_

#include "google/protobuf/repeated_ptr_field.h"
#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/indicator/compute/question.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// Which calls of the collection service list the records behind the indicator,
// page by page: the survey responses of the period (with `mean-of-services` by
// service); the coordination records of the period, all and by state; the
// village documents by fiscal year and kind, amendments included.
//
// Those calls list the records of the version of the data that was counted: for
// ever the same ones.
void AddRecordSources(const DistrictFacts& facts,
                      const IndicatorQuestion& question,
                      const v1::Indicator& indicator,
                      google::protobuf::RepeatedPtrField<v1::RecordSource>& to);

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_EXPLAIN_RECORD_SOURCES_H_
