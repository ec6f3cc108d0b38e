#ifndef IKU_SERVICES_COLLECTION_RECORD_RECORD_PROTO_H_
#define IKU_SERVICES_COLLECTION_RECORD_RECORD_PROTO_H_

#include "services/collection/record/record.h"
#include "services/collection/record/validation.h"

namespace iku::collection {

// Writes the output-only fields that all records have.
template <typename Proto>
void SetVersion(const Version& version, Proto& proto) {
  proto.set_state(static_cast<v1::RecordState>(version.state));
  proto.set_etag(version.Etag());
  *proto.mutable_create_time() = ToProto(version.create_time);
  *proto.mutable_update_time() = ToProto(version.update_time);
  proto.set_change_reason(version.change_reason);
}

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_RECORD_RECORD_PROTO_H_
