#ifndef IKU_SERVICES_IKUCTL_OUTPUT_DOCUMENT_MATRIX_H_
#define IKU_SERVICES_IKUCTL_OUTPUT_DOCUMENT_MATRIX_H_

#include "iku/indicator/v1/indicator.pb.h"
#include "services/ikuctl/output/page.h"

namespace iku::ctl {

// The list that district staff keep on paper: one row per village, one column
// per document with its deadline, in each cell the state in words, the date
// that counted and the days late. A village that does not owe a document has a
// dash there. Deadlines that were moved are marked and explained below, then
// come the totals of the states.
void PrintDocumentMatrix(const Page& page,
                         const indicator::v1::TimelinessDetail& detail);

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_OUTPUT_DOCUMENT_MATRIX_H_
