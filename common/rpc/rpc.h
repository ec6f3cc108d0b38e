#ifndef IKU_COMMON_RPC_RPC_H_
#define IKU_COMMON_RPC_RPC_H_

#include "common/rpc/call_class.h"

namespace iku {

// A method as its handler names it. The texts live as long as the program.
struct Rpc {
  const char* service;  // "iku.collection.v1.SurveyService"
  const char* method;   // "CreateSurveyResponse"
  CallClass call_class;
};

// One method of the generated `Service`.
template <typename Service>
constexpr Rpc ReadRpc(const char* method) {
  return {Service::service_full_name(), method, CallClass::kRead};
}
template <typename Service>
constexpr Rpc WriteRpc(const char* method) {
  return {Service::service_full_name(), method, CallClass::kWrite};
}
template <typename Service>
constexpr Rpc BulkRpc(const char* method) {
  return {Service::service_full_name(), method, CallClass::kBulk};
}
template <typename Service>
constexpr Rpc ExpensiveRpc(const char* method) {
  return {Service::service_full_name(), method, CallClass::kExpensive};
}

}  // namespace iku

#endif  // IKU_COMMON_RPC_RPC_H_
