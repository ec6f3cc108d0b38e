#include "absl/strings/str_cat.h"
#include "iku/collection/v1/facts_service.grpc.pb.h"
#include "services/ikuctl/command/commands.h"
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

}  // namespace

int Verify(const Work& work) {
  std::vector<Complaint> wrong;
  if (!work.options.district.empty()) CheckDistrict(work.options, wrong);
  if (!wrong.empty()) return Refuse(work, wrong);
  v1::VerifyTalliesRequest request;
  request.set_name(absl::StrCat("districts/", work.options.district.empty()
                                                  ? "-"
                                                  : work.options.district));
  Connection connection = work.connection;
  if (!work.options.deadline.has_value()) connection.limit = kLimit;
  const auto stub = v1::FactsService::NewStub(connection.collection);
  const absl::StatusOr<v1::VerifyTalliesResponse> reply =
      Call(connection, *stub, &v1::FactsService::Stub::VerifyTallies, request);
  if (!reply.ok()) return RefuseCollection(work, reply.status());

  if (work.options.format == "json") {
    work.console.out << ToJson(*reply, true) << "\n";
  } else if (work.options.format == "csv") {
    work.console.out << CsvLine({"district", "tally", "kept", "counted"});
    for (const v1::TallyMismatch& mismatch : reply->mismatches()) {
      work.console.out << CsvLine({mismatch.district(), mismatch.tally(),
                                   absl::StrCat(mismatch.kept()),
                                   absl::StrCat(mismatch.counted())});
    }
  } else {
    PrintTable(work, *reply);
  }
  return reply->mismatches_total() == 0 ? kDone : kPartly;
}

}  // namespace iku::ctl
