#include "services/collection/audit/change_proto.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/text/utf8.h"
#include "services/collection/record/validation.h"

namespace iku::collection {
namespace {

constexpr char kAllDistricts[] = "districts/-";
constexpr char kResourcePattern[] =
    "districts/PP.KK.CC/{collection}/{id} or regions/{code}";

std::string DistrictName(const std::string& chain) {
  return absl::StrCat("districts/", chain);
}

std::string ResourceName(const Change& change) {
  if (change.resource.empty()) return "";
  if (change.district == kRegisterChain) {
    return absl::StrCat("regions/", change.resource);
  }
  // A row in quarantine is known by its session and its own id.
  if (change.collection == ChangedCollection::kQuarantinedRows) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(change.resource, absl::MaxSplits('/', 1));
    return absl::StrCat(DistrictName(change.district), "/ingestSessions/",
                        parts.first, "/", NameOf(change.collection), "/",
                        parts.second);
  }
  return absl::StrCat(DistrictName(change.district), "/",
                      NameOf(change.collection), "/", change.resource);
}

std::string HexOf(const std::optional<Sha256>& hash) {
  return hash ? hash->Hex() : "";
}

}  // namespace

std::optional<std::string> CheckChainName(absl::string_view field,
                                          const std::string& name,
                                          const RegisterView& regions,
                                          Violations& found) {
  if (name == kAllDistricts) return kRegisterChain;
  return CheckParent(field, name, regions, found);
}

std::optional<ChangeFilter::Resource> CheckResource(absl::string_view field,
                                                    const std::string& name,
                                                    absl::string_view chain,
                                                    Violations& found) {
  if (name.empty()) return std::nullopt;
  absl::string_view rest = name;
  if (absl::ConsumePrefix(&rest, "regions/")) {
    if (chain == kRegisterChain) {
      return ChangeFilter::Resource{ChangedCollection::kRegions,
                                    std::string(rest)};
    }
  } else if (absl::ConsumePrefix(&rest,
                                 absl::StrCat("districts/", chain, "/"))) {
    for (const auto collection :
         {ChangedCollection::kSurveyResponses,
          ChangedCollection::kCoordinationRecords,
          ChangedCollection::kVillageDocuments, ChangedCollection::kServices,
          ChangedCollection::kPopulations,
          ChangedCollection::kIngestSessions}) {
      absl::string_view id = rest;
      if (absl::ConsumePrefix(&id, absl::StrCat(NameOf(collection), "/")) &&
          !id.empty() && id.find('/') == absl::string_view::npos) {
        return ChangeFilter::Resource{collection, std::string(id)};
      }
    }
  } else if (absl::StartsWith(name, "districts/")) {
    found.Add(field, code::kNotInParent,
              {{"value", Shown(name)},
               {"parent", absl::StrCat("districts/", chain)}});
    return std::nullopt;
  }
  AddNameMalformed(field, name, kResourcePattern, found);
  return std::nullopt;
}

v1::Change ToProto(const CommittedChange& committed) {
  const Change& change = committed.change;
  v1::Change message;
  message.set_data_version(committed.data_version);
  message.set_district(DistrictName(change.district));
  *message.mutable_commit_time() = ToProto(committed.commit_time);
  message.set_actor(change.actor);
  message.set_action(static_cast<v1::ChangeAction>(change.action));
  message.set_collection(std::string(NameOf(change.collection)));
  message.set_resource(ResourceName(change));
  message.set_resources(change.resources);
  message.set_reason(change.reason);
  message.set_before_sha256(HexOf(change.before));
  message.set_after_sha256(HexOf(change.after));
  message.set_chain_sha256(committed.chain.Hex());
  return message;
}

v1::VerifyChangesResponse ToProto(const ChainReport& report, bool one_chain) {
  v1::VerifyChangesResponse message;
  message.set_chains(report.chains);
  message.set_changes(report.changes);
  message.set_record_versions(report.record_versions);
  message.set_mismatches_total(report.mismatches_total);
  for (const ChainMismatch& mismatch : report.mismatches) {
    v1::ChainMismatch& one = *message.add_mismatches();
    if (!mismatch.district.empty()) {
      one.set_district(DistrictName(mismatch.district));
    }
    one.set_data_version(mismatch.data_version);
    one.set_fault(static_cast<v1::ChainFault>(mismatch.fault));
  }
  message.set_data_version(report.data_version);
  if (one_chain) message.set_head_sha256(report.head.Hex());
  return message;
}

}  // namespace iku::collection
