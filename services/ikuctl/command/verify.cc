#include <string>

#include "absl/strings/str_cat.h"
#include "iku/collection/v1/audit_service.grpc.pb.h"
#include "iku/collection/v1/facts_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/output/chains.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

// Counting a million records takes about a second.
constexpr absl::Duration kLimit = absl::Seconds(60);

void PrintTable(const Work& work, const v1::VerifyTalliesResponse& reply) {
  const Language language = work.options.language;
  if (reply.mismatches_size() > 0) {
    Table table({{Say(language, "district")},
                 {Say(language, "tally")},
                 {Say(language, "kept"), true},
                 {Say(language, "counted"), true}});
    for (const v1::TallyMismatch& mismatch : reply.mismatches()) {
      table.Add({mismatch.district(), mismatch.tally(),
                 absl::StrCat(mismatch.kept()),
                 absl::StrCat(mismatch.counted())});
    }
    work.console.out << table.Render(work.console.width) << "\n";
  }
  work.console.out << Say(language,
                          reply.mismatches_total() == 0 ? "verify_good"
                                                        : "verify_bad",
                          {{"districts", absl::StrCat(reply.districts())},
                           {"records", absl::StrCat(reply.records())},
                           {"tallies", absl::StrCat(reply.tallies())},
                           {"count", absl::StrCat(reply.mismatches_total())}})
                   << "\n";
}

void PrintCsv(const Work& work, const v1::VerifyTalliesResponse& tallies,
              const v1::VerifyChangesResponse& changes) {
  work.console.out << CsvLine({"check", "district", "what", "kept", "counted"});
  for (const v1::TallyMismatch& mismatch : tallies.mismatches()) {
    work.console.out << CsvLine({"tally", mismatch.district(), mismatch.tally(),
                                 absl::StrCat(mismatch.kept()),
                                 absl::StrCat(mismatch.counted())});
  }
  for (const v1::ChainMismatch& mismatch : changes.mismatches()) {
    work.console.out << CsvLine(
        {"change", mismatch.district(),
         absl::StrCat(mismatch.data_version(), " ",
                      v1::ChainFault_Name(mismatch.fault())),
         "", ""});
  }
}

}  // namespace

int Verify(const Work& work) {
  std::vector<Complaint> wrong;
  if (!work.options.district.empty()) CheckDistrict(work.options, wrong);
  if (!wrong.empty()) return Refuse(work, wrong);
  const std::string name =
      absl::StrCat("districts/",
                   work.options.district.empty() ? "-" : work.options.district);
  Connection connection = work.connection;
  if (!work.options.deadline.has_value()) connection.limit = kLimit;

  v1::VerifyTalliesRequest tallies_request;
  tallies_request.set_name(name);
  const auto facts = v1::FactsService::NewStub(connection.collection);
  const absl::StatusOr<v1::VerifyTalliesResponse> tallies =
      Call(connection, *facts, &v1::FactsService::Stub::VerifyTallies,
           tallies_request);
  if (!tallies.ok()) return RefuseCollection(work, tallies.status());
  v1::VerifyChangesRequest changes_request;
  changes_request.set_name(name);
  const auto audit = v1::AuditService::NewStub(connection.collection);
  const absl::StatusOr<v1::VerifyChangesResponse> changes =
      Call(connection, *audit, &v1::AuditService::Stub::VerifyChanges,
           changes_request);
  if (!changes.ok()) return RefuseCollection(work, changes.status());

  if (work.options.format == "json") {
    work.console.out << "{\"tallies\": " << ToJson(*tallies, false)
                     << ", \"changes\": " << ToJson(*changes, false) << "}\n";
  } else if (work.options.format == "csv") {
    PrintCsv(work, *tallies, *changes);
  } else {
    PrintTable(work, *tallies);
    PrintChains({work.console.out, work.console.width, work.options.language},
                *changes);
  }
  const bool good =
      tallies->mismatches_total() == 0 && changes->mismatches_total() == 0;
  return good ? kDone : kPartly;
}

}  // namespace iku::ctl
