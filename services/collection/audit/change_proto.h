#ifndef IKU_SERVICES_COLLECTION_AUDIT_CHANGE_PROTO_H_
#define IKU_SERVICES_COLLECTION_AUDIT_CHANGE_PROTO_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "iku/collection/v1/audit_service.pb.h"
#include "services/collection/audit/change_store.h"
#include "services/collection/register/register_view.h"

namespace iku::collection {

// `districts/{district}` as its code, `districts/-` as kRegisterChain.
std::optional<std::string> CheckChainName(absl::string_view field,
                                          const std::string& name,
                                          const RegisterView& regions,
                                          Violations& found);

// A name below the chain's district, `districts/35.08.21/surveyResponses/a`, or
// `regions/35.08.21`; "" is any. NAME_MALFORMED for another form, NOT_IN_PARENT
// when it is of another chain.
std::optional<ChangeFilter::Resource> CheckResource(absl::string_view field,
                                                    const std::string& name,
                                                    absl::string_view chain,
                                                    Violations& found);

v1::Change ToProto(const CommittedChange& change);
v1::VerifyChangesResponse ToProto(const ChainReport& report, bool one_chain);

}  // namespace iku::collection

#endif  // IKU_SERVICES_COLLECTION_AUDIT_CHANGE_PROTO_H_
