#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "services/collection/record/validation.h"

namespace iku::collection {
namespace {

constexpr char kUriPattern[] = "https://[^ ]+";
constexpr char kSha256Pattern[] = "[0-9a-f]{64}";

bool IsHttps(absl::string_view uri) {
  constexpr absl::string_view kScheme = "https://";
  return absl::StartsWith(uri, kScheme) && uri.size() > kScheme.size() &&
         !absl::StrContains(uri, ' ');
}

bool IsSha256(absl::string_view hash) {
  return hash.size() == 64 && std::all_of(hash.begin(), hash.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// The copy and its hash: an `https` address with the SHA-256 of what is there.
void CheckCopy(absl::string_view field, const v1::Evidence& evidence,
               Evidence& checked, Violations& found) {
  const std::string uri_field = absl::StrCat(field, ".uri");
  const std::string hash_field = absl::StrCat(field, ".sha256");
  checked.uri = CheckText(uri_field, evidence.uri(), {.longest = 500}, found);
  if (!checked.uri.empty() && !IsHttps(checked.uri)) {
    found.Add(uri_field, code::kTextMalformed,
              {{"value", Shown(checked.uri)}, {"pattern", kUriPattern}});
  }
  checked.sha256 = evidence.sha256();
  if (checked.sha256.empty()) {
    if (!evidence.uri().empty()) found.Add(hash_field, code::kRequired);
  } else if (!IsSha256(checked.sha256)) {
    found.Add(hash_field, code::kTextMalformed,
              {{"value", Shown(checked.sha256)}, {"pattern", kSha256Pattern}});
  }
}

}  // namespace

std::optional<Evidence> CheckEvidence(absl::string_view field,
                                      const v1::Evidence& evidence, Date today,
                                      Violations& found) {
  const size_t before = found.all().size();
  Evidence checked;
  checked.kind =
      CheckText(absl::StrCat(field, ".kind"), evidence.kind(),
                {.shortest = 1, .longest = 100, .free_text = true}, found);
  const TextRule number = {.shortest = evidence.uri().empty() ? 1 : 0,
                           .longest = 100};
  checked.number = CheckText(absl::StrCat(field, ".number"), evidence.number(),
                             number, found);
  const std::optional<Date> date =
      CheckPastDate(absl::StrCat(field, ".date"), evidence.has_date(),
                    evidence.date(), today, Presence::kRequired, found);
  CheckCopy(field, evidence, checked, found);
  if (found.all().size() != before || !date) return std::nullopt;
  checked.date = *date;
  return checked;
}

v1::Evidence ToProto(const Evidence& evidence) {
  v1::Evidence proto;
  proto.set_kind(evidence.kind);
  proto.set_number(evidence.number);
  *proto.mutable_date() = ToProto(evidence.date);
  proto.set_uri(evidence.uri);
  proto.set_sha256(evidence.sha256);
  return proto;
}

}  // namespace iku::collection
