#ifndef IKU_SERVICES_COLLECTION_INGEST_QUARANTINE_ROW_H_
#define IKU_SERVICES_COLLECTION_INGEST_QUARANTINE_ROW_H_

#include <string>

#include "iku/collection/v1/ingest.pb.h"
#include "iku/collection/v1/ingest_service.pb.h"

namespace iku::collection {

// A rejected row of a batch as quarantine keeps it: what was sent, without any
// text that looks like a NIK or a telephone number (UU 27/2022), and the rules
// that it breaks, as codes and arguments without sentences. A row of a sheet
// becomes the message that says the same.
v1::QuarantinedRow RowForQuarantine(const v1::SubmitBatchRequest& request,
                                    const v1::RowResult& rejected);

// The name of the record that a row was to become; "" when it is none of the
// batch's district.
std::string NameOfRecord(const v1::SubmitBatchRequest& request,
                         const v1::QuarantinedRow& row);

// Takes what looks like a NIK or a telephone number out of a result that is
// kept, as the answer of its batch.
void TakeOutPersonalData(v1::RowResult& result);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_INGEST_QUARANTINE_ROW_H_
