#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/status/codes.h"
#include "iku/collection/v1/audit_service.grpc.pb.h"
#include "services/ikuctl/client/patience.h"
#include "services/ikuctl/command/listing.h"
#include "services/ikuctl/output/chains.h"
#include "services/ikuctl/output/csv_cell.h"
#include "services/ikuctl/output/json.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;
using Stub = v1::AuditService::Stub;

// Longer than a service keeps a stream, and than checking a chain takes.
constexpr absl::Duration kLongestWatch = absl::Hours(2);
constexpr absl::Duration kVerifyLimit = absl::Seconds(60);

const std::vector<std::string>& Titles() {
  static const auto* titles = new std::vector<std::string>{
      "version", "time",          "actor",        "action",       "changed",
      "reason",  "before_sha256", "after_sha256", "chain_sha256", "district"};
  return *titles;
}

std::string ChangedBy(const v1::Change& change) {
  return change.resource().empty()
             ? absl::StrCat(change.resources(), " ", change.collection())
             : change.resource();
}

// The hashes are for machines.
Row RowOf(const v1::Change& change, const Style& style) {
  Row row = {absl::StrCat(change.data_version()),
             TimeOf(change.commit_time(), change.district(), style),
             change.actor(),
             Shown(change.action(), style),
             ChangedBy(change),
             change.reason()};
  if (!style.for_reader) {
    row.insert(row.end(), {change.before_sha256(), change.after_sha256(),
                           change.chain_sha256(), change.district()});
  }
  return row;
}

bool ForReader(const Work& work) {
  return work.options.format.empty() || work.options.format == "table";
}

// The district of --district, or `-` for what is beyond one.
std::string ParentOf(const Work& work, std::vector<Complaint>& wrong) {
  if (work.options.district != "-") CheckDistrict(work.options, wrong);
  if (work.options.after_version < 0) wrong.push_back({"after_version", {}});
  return absl::StrCat("districts/", work.options.district);
}

int ListChanges(const Work& work) {
  std::vector<Complaint> wrong;
  v1::ListChangesRequest request;
  request.set_parent(ParentOf(work, wrong));
  request.set_after_version(work.options.after_version);
  request.set_resource(work.options.resource);
  request.set_action(WordOf(work.options.action, "--action", ChangeActionOf,
                            UsualWords::ChangeActions, work.options.language,
                            wrong));
  if (work.options.limit < 1) wrong.push_back({"limit_wrong", {}});
  if (!wrong.empty()) return Refuse(work, wrong);
  std::vector<std::string> titles = Titles();
  if (ForReader(work)) titles.resize(titles.size() - 4);
  const auto stub = v1::AuditService::NewStub(work.connection.collection);
  return ListAll(
      work, *stub, &Stub::ListChanges, request, Listing(work, titles),
      [](const auto& reply) { return reply.changes(); }, RowOf);
}

// One line for one change, at once, so that another program can read along.
void PrintLine(const Work& work, const v1::Change& change) {
  const Style style{ForReader(work), work.options.language};
  if (work.options.format == "json") {
    work.console.out << ToJson(change, false) << std::endl;
  } else if (work.options.format == "csv") {
    work.console.out << CsvLine(RowOf(change, style)) << std::flush;
  } else {
    work.console.out << absl::StrJoin(RowOf(change, style), "  ") << std::endl;
  }
}

// Follows the changes over as many streams as it takes, until --limit where
// that is given.
int WatchChanges(const Work& work) {
  std::vector<Complaint> wrong;
  v1::WatchChangesRequest request;
  request.set_parent(ParentOf(work, wrong));
  request.set_after_version(work.options.after_version);
  if (!wrong.empty()) return Refuse(work, wrong);
  if (work.options.format == "csv") work.console.out << CsvLine(Titles());
  const auto stub = v1::AuditService::NewStub(work.connection.collection);
  int left = work.options.limited ? std::max(1, work.options.limit) : -1;
  Patience patience(work.connection);
  for (;;) {
    grpc::ClientContext context;
    PrepareCall(context, absl::InfiniteFuture(), kLongestWatch,
                work.connection.language, work.connection.actor);
    const auto stream = stub->WatchChanges(&context, request);
    v1::Change change;
    while (stream->Read(&change)) {
      patience.Renew();
      PrintLine(work, change);
      request.set_after_version(change.data_version());
      if (left > 0 && --left == 0) {
        context.TryCancel();
        break;
      }
    }
    const absl::Status status = FromGrpcStatus(stream->Finish());
    if (left == 0) return kDone;
    // A stream that lasted a while and ends is nothing to be wondered at.
    if (ReasonOf(status) == code::kStreamTooOld) patience.Renew();
    if (!patience.Outlast(status)) return RefuseCollection(work, status);
  }
}

// A head of a chain that was kept elsewhere, as `7:4475440d...`.
struct KeptHead {
  int64_t version = 0;
  std::string sha256;
};

bool ReadHead(const std::string& text, KeptHead& head) {
  constexpr size_t kDigits = 64;
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 1));
  head.sha256 = absl::AsciiStrToLower(parts.second);
  return absl::SimpleAtoi(parts.first, &head.version) && head.version > 0 &&
         head.sha256.size() == kDigits &&
         std::all_of(head.sha256.begin(), head.sha256.end(),
                     [](unsigned char c) { return absl::ascii_isxdigit(c); });
}

// Whether the chain still leads over the head that was kept.
absl::StatusOr<bool> LeadsOver(const Connection& connection, Stub& stub,
                               const std::string& parent,
                               const KeptHead& head) {
  v1::ListChangesRequest request;
  request.set_parent(parent);
  request.set_after_version(head.version - 1);
  request.set_page_size(1);
  const absl::StatusOr<v1::ListChangesResponse> reply =
      Call(connection, stub, &Stub::ListChanges, request);
  if (!reply.ok()) return reply.status();
  return reply->changes_size() == 1 &&
         reply->changes(0).data_version() == head.version &&
         reply->changes(0).chain_sha256() == head.sha256;
}

int VerifyHead(const Work& work) {
  std::vector<Complaint> wrong;
  KeptHead head;
  CheckDistrict(work.options, wrong);
  if (work.options.head.empty()) {
    wrong.push_back({"flag_missing", {{"flag", "--head"}}});
  } else if (!ReadHead(work.options.head, head)) {
    wrong.push_back({"head_wrong", {{"value", work.options.head}}});
  }
  if (!wrong.empty()) return Refuse(work, wrong);
  const std::string district =
      absl::StrCat("districts/", work.options.district);
  Connection connection = work.connection;
  if (!work.options.deadline.has_value()) connection.limit = kVerifyLimit;
  const auto stub = v1::AuditService::NewStub(connection.collection);
  v1::VerifyChangesRequest request;
  request.set_name(district);
  const absl::StatusOr<v1::VerifyChangesResponse> reply =
      Call(connection, *stub, &Stub::VerifyChanges, request);
  if (!reply.ok()) return RefuseCollection(work, reply.status());
  const absl::StatusOr<bool> leads =
      LeadsOver(connection, *stub, district, head);
  if (!leads.ok()) return RefuseCollection(work, leads.status());

  if (work.options.format == "json") {
    work.console.out << "{\"headHolds\": " << (*leads ? "true" : "false")
                     << ", \"changes\": " << ToJson(*reply, false) << "}\n";
  } else if (work.options.format == "csv") {
    work.console.out << CsvLine({"check", "holds"})
                     << CsvLine({"head", *leads ? "true" : "false"})
                     << CsvLine({"chain", reply->mismatches_total() == 0
                                              ? "true"
                                              : "false"});
  } else {
    PrintChains({work.console.out, work.console.width, work.options.language},
                *reply);
    work.console.out << Say(work.options.language,
                            *leads ? "head_holds" : "head_gone",
                            {{"version", absl::StrCat(head.version)}})
                     << "\n";
  }
  return *leads && reply->mismatches_total() == 0 ? kDone : kPartly;
}

}  // namespace

int Audit(const Work& work) {
  const std::string what = work.words.size() == 1 ? work.words[0] : "";
  if (what == "list") return ListChanges(work);
  if (what == "watch") return WatchChanges(work);
  if (what == "verify") return VerifyHead(work);
  return Refuse(work, {{"audit_what", {}}});
}

}  // namespace iku::ctl
