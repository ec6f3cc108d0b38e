#ifndef IKU_COMMON_STATUS_GRPC_STATUS_H_
#define IKU_COMMON_STATUS_GRPC_STATUS_H_

#include "absl/status/status.h"
#include "common/status/errors.h"
#include "common/status/language.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"
#include "iku/type/v1/violation.pb.h"

namespace iku {

// The only two places where the one kind of status becomes the other.
//
// To gRPC: the message is the sentence in `language`, at most 1 KiB. Details
// are ErrorInfo (reason, domain `iku`), BadRequest and iku.type.v1.Violations
// for violations, RetryInfo where waiting helps, LocalizedMessage; together at
// most 4 KiB: what does not fit is counted in Violations.left_out, because gRPC
// replaces a status of more than 8 KiB.
grpc::Status ToGrpcStatus(const absl::Status& status, Language language);

// From gRPC: reason, arguments, violations and RetryInfo can be read with the
// functions of errors.h. The message stays as the server wrote it.
absl::Status FromGrpcStatus(const grpc::Status& status);

// A violation as it goes over the wire, with its sentence in `language`.
type::v1::Violation ToProto(const Violation& violation, Language language);

// The same as ToGrpcStatus, to send inside of a message.
google::rpc::Status ToRpcStatus(const absl::Status& status, Language language);

// Code and sentence of `status` without details, for the row of a batch.
google::rpc::Status ToRowStatus(const absl::Status& status, Language language);

}  // namespace iku

#endif  // IKU_COMMON_STATUS_GRPC_STATUS_H_
