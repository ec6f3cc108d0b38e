#include <map>
#include <utility>

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

// Entries of a district's register, stored one by one: there are few. One that
// is there with other content is replaced with --replace only.
template <typename Entry>
class PutSender : public RowSender {
 public:
  PutSender(const Options& options, const Connection& connection)
      : options_(options),
        connection_(connection),
        stub_(v1::RegisterService::NewStub(connection.collection)) {}

  absl::StatusOr<std::vector<Complaint>> Start(
      const std::vector<std::string>& header) override {
    std::vector<Complaint> wrong = MapColumns(header);
    ASSIGN_OR_RETURN(const auto entries, ListEntries());
    for (const Entry& entry : entries) etags_[entry.name()] = entry.etag();
    return wrong;
  }

  std::vector<Problem> Add(const CsvRow& row) override {
    Problems found(options_.language);
    Entry entry = Read(RecordFields(columns_, row, found), found);
    if (!found.empty()) return found.all();
    waiting_.emplace_back(row.number, std::move(entry));
    return {};
  }

  size_t waiting() const override { return waiting_.size(); }
  bool full() const override { return !waiting_.empty(); }

  absl::Status Send(std::vector<RowAnswer>& answers) override {
    for (auto& [row, entry] : waiting_) {
      const auto known = etags_.find(entry.name());
      const std::string etag = known == etags_.end() ? "" : known->second;
      if (options_.replace) entry.set_etag(etag);
      const absl::StatusOr<Entry> stored = Put(entry);
      RowAnswer answer;
      answer.row = row;
      if (stored.ok()) {
        const bool as_it_was = !etag.empty() && stored->etag() == etag;
        answer.outcome =
            as_it_was ? v1::ROW_OUTCOME_REPLAYED : v1::ROW_OUTCOME_CREATED;
        if (!options_.validate_only) etags_[entry.name()] = stored->etag();
      } else if (OfTheRow(stored.status())) {
        answer.problems = ProblemsOf(stored.status(), connection_.language);
        for (Problem& problem : answer.problems) {
          problem.column = columns_.TitleOf(FieldOf(problem.field));
          if (stored.status().code() == absl::StatusCode::kAlreadyExists) {
            absl::StrAppend(&problem.sentence, " ",
                            Say(connection_.language, "replace_hint"));
          }
        }
      } else {
        return stored.status();
      }
      answers.push_back(std::move(answer));
    }
    waiting_.clear();
    return absl::OkStatus();
  }

 protected:
  virtual std::vector<Complaint> MapColumns(
      const std::vector<std::string>& header) = 0;
  // What the district's register holds.
  virtual absl::StatusOr<std::vector<Entry>> ListEntries() = 0;
  virtual Entry Read(const RecordFields& fields, Problems& found) = 0;
  virtual absl::StatusOr<Entry> Put(const Entry& entry) = 0;
  // The field of the file that makes the name.
  virtual absl::string_view key() const = 0;

  std::string District() const {
    return absl::StrCat("districts/", options_.district);
  }

  const Options& options_;
  const Connection& connection_;
  std::unique_ptr<v1::RegisterService::Stub> stub_;
  Columns columns_;

 private:
  static bool OfTheRow(const absl::Status& status) {
    return status.code() == absl::StatusCode::kInvalidArgument ||
           status.code() == absl::StatusCode::kAlreadyExists ||
           status.code() == absl::StatusCode::kAborted;
  }

  // "served_population.people" is the field `people`.
  absl::string_view FieldOf(absl::string_view path) const {
    const absl::string_view field = path.substr(path.find('.') + 1);
    return field == "name" ? key() : field;
  }

  std::map<std::string, std::string> etags_;  // by name
  std::vector<std::pair<int64_t, Entry>> waiting_;
};

// Services offered by one district: code, display_name, valid_from, valid_to.
class Services final : public PutSender<v1::OfferedService> {
 public:
  using PutSender::PutSender;

 private:
  std::vector<Complaint> MapColumns(
      const std::vector<std::string>& header) override {
    static const auto* fields = new std::vector<FieldTitles>{
        {"code", {"kode"}},
        {"display_name", {"nama", "name", "layanan", "namalayanan"}},
        {"valid_from", {"berlakudari"}},
        {"valid_to", {"berlakusampai"}}};
    std::vector<Complaint> wrong =
        columns_.Map(header, *fields, options_.columns);
    columns_.Require({"code", "display_name"}, wrong);
    return wrong;
  }

  absl::StatusOr<std::vector<v1::OfferedService>> ListEntries() override {
    v1::ListOfferedServicesRequest request;
    request.set_parent(District());
    ASSIGN_OR_RETURN(
        const v1::ListOfferedServicesResponse reply,
        Call(connection_, *stub_,
             &v1::RegisterService::Stub::ListOfferedServices, request));
    return std::vector<v1::OfferedService>(reply.offered_services().begin(),
                                           reply.offered_services().end());
  }

  v1::OfferedService Read(const RecordFields& fields, Problems&) override {
    v1::OfferedService service;
    service.set_name(
        absl::StrCat(District(), "/offeredServices/", fields.Text("code")));
    service.set_display_name(fields.Text("display_name"));
    if (const auto day = fields.Day("valid_from")) {
      *service.mutable_valid_from() = *day;
    }
    if (const auto day = fields.Day("valid_to")) {
      *service.mutable_valid_to() = *day;
    }
    return service;
  }

  absl::StatusOr<v1::OfferedService> Put(
      const v1::OfferedService& service) override {
    v1::PutOfferedServiceRequest request;
    *request.mutable_offered_service() = service;
    request.set_validate_only(options_.validate_only);
    return CallPatiently(connection_, *stub_,
                         &v1::RegisterService::Stub::PutOfferedService,
                         request);
  }

  absl::string_view key() const override { return "code"; }
};

// How many people one district serves: year, people, source.
class Populations final : public PutSender<v1::ServedPopulation> {
 public:
  using PutSender::PutSender;

 private:
  std::vector<Complaint> MapColumns(
      const std::vector<std::string>& header) override {
    static const auto* fields = new std::vector<FieldTitles>{
        {"year", {"tahun"}},
        {"people", {"penduduk", "jumlahpenduduk", "jumlah", "population"}},
        {"source", {"sumber", "sumberdata"}}};
    std::vector<Complaint> wrong =
        columns_.Map(header, *fields, options_.columns);
    columns_.Require({"year", "people", "source"}, wrong);
    return wrong;
  }

  absl::StatusOr<std::vector<v1::ServedPopulation>> ListEntries() override {
    v1::ListServedPopulationsRequest request;
    request.set_parent(District());
    ASSIGN_OR_RETURN(
        const v1::ListServedPopulationsResponse reply,
        Call(connection_, *stub_,
             &v1::RegisterService::Stub::ListServedPopulations, request));
    return std::vector<v1::ServedPopulation>(reply.served_populations().begin(),
                                             reply.served_populations().end());
  }

  v1::ServedPopulation Read(const RecordFields& fields,
                            Problems& found) override {
    v1::ServedPopulation population;
    population.set_name(
        absl::StrCat(District(), "/servedPopulations/", fields.Text("year")));
    const std::string people = fields.Text("people");
    if (const std::optional<int> number = GroupedNumberOf(people)) {
      population.set_people(*number);
    } else if (!people.empty()) {
      found.Add("people", columns_.TitleOf("people"), code::kTextMalformed,
                {{"value", people}, {"pattern", "0-9"}});
    }
    population.set_source(fields.Text("source"));
    return population;
  }

  absl::StatusOr<v1::ServedPopulation> Put(
      const v1::ServedPopulation& population) override {
    v1::PutServedPopulationRequest request;
    *request.mutable_served_population() = population;
    request.set_validate_only(options_.validate_only);
    return CallPatiently(connection_, *stub_,
                         &v1::RegisterService::Stub::PutServedPopulation,
                         request);
  }

  absl::string_view key() const override { return "year"; }
};

}  // namespace

std::unique_ptr<RowSender> ServiceSender(const Options& options,
                                         const Connection& connection) {
  return std::make_unique<Services>(options, connection);
}

std::unique_ptr<RowSender> PopulationSender(const Options& options,
                                            const Connection& connection) {
  return std::make_unique<Populations>(options, connection);
}

}  // namespace iku::ctl
