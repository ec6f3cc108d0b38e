#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/status/codes.h"
#include "common/status/macros.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "services/ikuctl/client/patience.h"
#include "services/ikuctl/import/columns.h"
#include "services/ikuctl/import/record_fields.h"
#include "services/ikuctl/import/row_sender.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

constexpr size_t kRegionsInBatch = 1000;

// Regions: code and name; the parent follows from the code.
class Regions final : public RowSender {
 public:
  Regions(const Options& options, const Connection& connection)
      : options_(options),
        connection_(connection),
        stub_(v1::RegisterService::NewStub(connection.collection)) {}

  absl::StatusOr<std::vector<Complaint>> Start(
      const std::vector<std::string>& header) override {
    static const auto* fields =
        new std::vector<FieldTitles>{{"code", {"kode", "kodewilayah"}},
                                     {"name", {"nama", "displayname"}},
                                     {"valid_from", {"berlakudari"}},
                                     {"valid_to", {"berlakusampai"}},
                                     {"bps_code", {"kodebps"}}};
    std::vector<Complaint> wrong =
        columns_.Map(header, *fields, options_.columns);
    columns_.Require({"code", "name"}, wrong);
    return wrong;
  }

  std::vector<Problem> Add(const CsvRow& row) override {
    Problems found(options_.language);
    const RecordFields fields(columns_, row, found);
    v1::Region region;
    region.set_name(absl::StrCat("regions/", fields.Text("code")));
    region.set_display_name(fields.Text("name"));
    region.set_bps_code(fields.Text("bps_code"));
    if (const auto day = fields.Day("valid_from")) {
      *region.mutable_valid_from() = *day;
    }
    if (const auto day = fields.Day("valid_to")) {
      *region.mutable_valid_to() = *day;
    }
    if (!found.empty()) return found.all();
    *request_.add_regions() = std::move(region);
    rows_.push_back(row.number);
    return {};
  }

  size_t waiting() const override { return rows_.size(); }
  bool full() const override { return rows_.size() >= kRegionsInBatch; }

  absl::Status Send(std::vector<RowAnswer>& answers) override {
    request_.set_validate_only(options_.validate_only);
    ASSIGN_OR_RETURN(
        const v1::BatchCreateRegionsResponse reply,
        CallPatiently(connection_, *stub_,
                      &v1::RegisterService::Stub::BatchCreateRegions,
                      request_));
    if (static_cast<size_t>(reply.results_size()) != rows_.size()) {
      return MakeError(absl::StatusCode::kInternal, code::kInternal);
    }
    for (int i = 0; i < reply.results_size(); ++i) {
      ASSIGN_OR_RETURN(RowAnswer answer,
                       AnswerOf(reply.results(i), request_.regions(i)));
      answer.row = rows_[static_cast<size_t>(i)];
      answers.push_back(std::move(answer));
    }
    request_.Clear();
    rows_.clear();
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<RowAnswer> AnswerOf(const v1::RowResult& result,
                                     const v1::Region& sent) const {
    RowAnswer answer;
    answer.outcome = result.outcome();
    if (result.outcome() != v1::ROW_OUTCOME_REJECTED) return answer;
    for (const type::v1::Violation& violation : result.violations()) {
      answer.problems.push_back({violation.field(),
                                 columns_.TitleOf(ColumnOf(violation.field())),
                                 violation.code(), violation.message()});
    }
    if (answer.problems.empty()) {
      answer.problems.push_back(
          {"", "", code::kInternal, result.status().message()});
    }
    if (result.status().code() ==
        static_cast<int>(absl::StatusCode::kAlreadyExists)) {
      ASSIGN_OR_RETURN(const bool same, OnlySpeltOtherwise(sent));
      if (same) {
        answer.outcome = v1::ROW_OUTCOME_REPLAYED;
        answer.problems.clear();
      }
    }
    return answer;
  }

  static absl::string_view ColumnOf(absl::string_view field) {
    if (field == "name") return "code";
    return field == "display_name" ? "name" : field;
  }

  // Lists of regions differ in capitals and in whether they write "Kabupaten"
  // and the like before the name: the register holds such a region already.
  absl::StatusOr<bool> OnlySpeltOtherwise(const v1::Region& sent) const {
    v1::GetRegionRequest request;
    request.set_name(sent.name());
    ASSIGN_OR_RETURN(
        const v1::Region stored,
        CallPatiently(connection_, *stub_,
                      &v1::RegisterService::Stub::GetRegion, request));
    return Bare(stored.display_name()) == Bare(sent.display_name()) &&
           !sent.has_valid_from() && !sent.has_valid_to() &&
           sent.bps_code().empty();
  }

  static std::string Bare(absl::string_view name) {
    std::string bare = absl::AsciiStrToLower(name);
    for (absl::string_view word :
         {"provinsi ", "kabupaten ", "kab. ", "kecamatan ", "desa "}) {
      if (absl::StartsWith(bare, word)) return bare.substr(word.size());
    }
    return bare;
  }

  const Options& options_;
  const Connection& connection_;
  std::unique_ptr<v1::RegisterService::Stub> stub_;
  Columns columns_;
  v1::BatchCreateRegionsRequest request_;
  std::vector<int64_t> rows_;
};

}  // namespace

std::unique_ptr<RowSender> RegionSender(const Options& options,
                                        const Connection& connection) {
  return std::make_unique<Regions>(options, connection);
}

}  // namespace iku::ctl
