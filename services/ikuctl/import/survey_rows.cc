#include <map>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/status/codes.h"
#include "common/status/macros.h"
#include "iku/collection/v1/register_service.grpc.pb.h"
#include "services/ikuctl/import/columns.h"
#include "services/ikuctl/import/record_fields.h"
#include "services/ikuctl/import/record_kind.h"
#include "services/ikuctl/import/row_ids.h"
#include "services/ikuctl/import/values.h"
#include "services/ikuctl/import/words.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

const std::vector<FieldTitles>& Fields() {
  static const auto* fields = new std::vector<FieldTitles>{
      {"requirements", {"persyaratan"}},
      {"procedure", {"prosedur", "sistemmekanismedanprosedur"}},
      {"time", {"waktu", "waktupenyelesaian"}},
      {"cost", {"biaya", "biayatarif", "tarif"}},
      {"product", {"produk", "produkspesifikasijenispelayanan"}},
      {"competence", {"kompetensi", "kompetensipelaksana"}},
      {"behaviour", {"behavior", "perilaku", "perilakupelaksana"}},
      {"complaints", {"pengaduan", "penangananpengaduan"}},
      {"facilities", {"sarana", "saranaprasarana", "saranadanprasarana"}},
      {"date",
       {"tanggal", "tgl", "tanggalsurvei", "tanggalpengisian", "responsedate",
        "timestamp", "capwaktu"}},
      {"service", {"layanan", "jenislayanan", "pelayanan", "jenispelayanan"}},
      {"sex", {"jeniskelamin", "kelamin", "gender", "jk"}},
      {"age", {"usia", "umur", "ageband"}},
      {"education", {"pendidikan", "pendidikanterakhir"}},
      {"occupation", {"pekerjaan", "job"}},
      {"channel", {"saluran", "kanal"}},
      {"comment", {"saran", "komentar", "kritiksaran", "kritikdansaran"}},
      {"id", {}},
  };
  return *fields;
}

// --columns with u1..u9 added for the elements that it does not name.
std::string WithOrder(absl::string_view columns, absl::string_view order) {
  std::string all(columns);
  if (order.empty()) return all;
  const std::string chosen =
      absl::StrReplaceAll(absl::StrCat(",", columns), {{" ", ""}});
  const std::vector<std::string>& elements =
      order == "regulation" ? RegulationOrder() : QuestionnaireOrder();
  for (size_t i = 0; i < elements.size(); ++i) {
    const std::string field = elements[i] + "=";
    if (absl::StrContains(chosen, "," + field)) continue;
    absl::StrAppend(&all, ",", field, "u", i + 1);
  }
  return all;
}

class Surveys final : public RecordKind {
 public:
  Surveys(const Options& options, std::string source,
          const Connection& connection)
      : options_(options), connection_(connection), ids_(std::move(source)) {}

  absl::StatusOr<std::vector<Complaint>> Start(
      const std::vector<std::string>& header) override {
    if (!options_.order.empty() && options_.order != "questionnaire" &&
        options_.order != "regulation") {
      return std::vector<Complaint>{
          {"order_unknown", {{"value", options_.order}}}};
    }
    std::vector<Complaint> wrong = columns_.Map(
        header, Fields(), WithOrder(options_.columns, options_.order));
    CheckElements(wrong);
    CheckDefaultDate(wrong);
    if (columns_.Has("service") || !options_.service.empty()) {
      RETURN_IF_ERROR(ReadServices());
      CheckDefaultService(wrong);
    }
    return wrong;
  }

  std::vector<Problem> Add(const CsvRow& row, RecordBatch& batch) override {
    Problems found(connection_.language);
    v1::SurveyResponse response;
    const RecordFields fields(columns_, row, found);
    ReadDate(row, response, found);
    ReadService(row, response, found);
    ReadScores(row, response, found);
    ReadRespondent(fields, response);
    bool send = MaySend(found);
    if (send) {
      const google::type::Date& date = response.response_date();
      response.set_name(
          absl::StrCat("districts/", options_.district, "/surveyResponses/",
                       fields.Id(ids_,
                                 absl::StrCat(date.year() * 10000 +
                                              date.month() * 100 + date.day()),
                                 response)));
      send = MaySend(found);
    }
    if (!send) return found.all();

    auto& rows = *batch.submit().mutable_survey_responses();
    rows.set_allow_missing(options_.allow_missing);
    *rows.add_rows() = std::move(response);
    return {};
  }

  std::string Reference() const override {
    return absl::StrJoin(services_, ";", absl::PairFormatter("="));
  }

  std::string ColumnOf(const RecordBatch& batch, int index,
                       absl::string_view field) const override {
    const v1::SurveyResponse& response =
        batch.submit().survey_responses().rows(index);
    int score = 0;
    if (absl::ConsumePrefix(&field, "scores[") &&
        absl::SimpleAtoi(field.substr(0, field.find(']')), &score)) {
      return score < response.scores_size()
                 ? columns_.TitleOf(response.scores(score).element())
                 : "";
    }
    if (field == "response_date") return columns_.TitleOf("date");
    if (field == "age_band") return columns_.TitleOf("age");
    if (field == "name") return columns_.TitleOf("id");
    return columns_.TitleOf(field);
  }

 private:
  bool MaySend(const Problems& found) const {
    return found.empty() ||
           (options_.accept_valid &&
            found.OnlyOf({"response_date", "service", "scores"}));
  }

  void CheckElements(std::vector<Complaint>& wrong) const {
    std::vector<std::string> missing;
    std::map<std::string, std::string> element_of;  // by title of the column
    for (const std::string& element : RegulationOrder()) {
      const std::string title = columns_.TitleOf(element);
      if (columns_.Has(element) && !element_of.emplace(title, element).second) {
        wrong.push_back({"column_for_two",
                         {{"value", title},
                          {"first", element_of[title]},
                          {"second", element}}});
      }
      const bool left_out = columns_.LeftOut(element) && options_.allow_missing;
      if (!columns_.Has(element) && !left_out) missing.push_back(element);
    }
    if (missing.empty()) return;
    wrong.push_back(
        {"elements_missing", {{"missing", absl::StrJoin(missing, ", ")}}});
  }

  void CheckDefaultDate(std::vector<Complaint>& wrong) {
    if (!options_.date.empty()) {
      default_date_ = DayOf(options_.date);
      if (!default_date_.has_value()) {
        wrong.push_back(
            {"flag_date", {{"flag", "--date"}, {"value", options_.date}}});
      }
    } else if (!columns_.Has("date")) {
      wrong.push_back({"date_missing", {}});
    }
  }

  absl::Status ReadServices() {
    v1::ListOfferedServicesRequest request;
    request.set_parent(absl::StrCat("districts/", options_.district));
    const auto stub = v1::RegisterService::NewStub(connection_.collection);
    ASSIGN_OR_RETURN(
        const v1::ListOfferedServicesResponse reply,
        Call(connection_, *stub,
             &v1::RegisterService::Stub::ListOfferedServices, request));
    for (const v1::OfferedService& service : reply.offered_services()) {
      const std::string code =
          service.name().substr(service.name().rfind('/') + 1);
      services_[Plain(code)] = code;
    }
    for (const v1::OfferedService& service : reply.offered_services()) {
      // A display name never hides a code.
      services_.emplace(Plain(service.display_name()),
                        service.name().substr(service.name().rfind('/') + 1));
    }
    return absl::OkStatus();
  }

  void CheckDefaultService(std::vector<Complaint>& wrong) {
    if (options_.service.empty()) return;
    const auto found = services_.find(Plain(options_.service));
    if (found != services_.end()) {
      default_service_ = found->second;
    } else {
      wrong.push_back(
          {"service_unknown",
           {{"value", options_.service}, {"district", options_.district}}});
    }
  }

  void ReadDate(const CsvRow& row, v1::SurveyResponse& response,
                Problems& found) const {
    const std::string cell = columns_.Cell(row, "date");
    const std::optional<Date> day = cell.empty() ? default_date_ : DayOf(cell);
    if (day.has_value()) {
      *response.mutable_response_date() = ToProto(*day);
    } else if (cell.empty()) {
      found.Add("response_date", columns_.TitleOf("date"), code::kRequired);
    } else {
      found.Add("response_date", columns_.TitleOf("date"), code::kDateInvalid,
                {{"value", cell}});
    }
  }

  void ReadService(const CsvRow& row, v1::SurveyResponse& response,
                   Problems& found) const {
    const std::string cell = columns_.Cell(row, "service");
    if (cell.empty()) {
      response.set_service(default_service_);
      return;
    }
    const auto service = services_.find(Plain(cell));
    if (service != services_.end()) {
      response.set_service(service->second);
    } else {
      response.set_service(cell);
      found.Add("service", columns_.TitleOf("service"), code::kUnknownService,
                {{"value", cell},
                 {"district", absl::StrCat("districts/", options_.district)}});
    }
  }

  void ReadScores(const CsvRow& row, v1::SurveyResponse& response,
                  Problems& found) const {
    for (const std::string& element : RegulationOrder()) {
      const std::string cell = columns_.Cell(row, element);
      const std::string column = columns_.TitleOf(element);
      if (cell.empty()) {
        if (!options_.allow_missing) {
          found.Add("scores", column, code::kAnswerMissing,
                    {{"element", element}});
        }
        continue;
      }
      const std::optional<int> score = WholeNumberOf(cell);
      if (!score.has_value() || *score < 1 || *score > 4) {
        found.Add(absl::StrCat("scores[", response.scores_size(), "].score"),
                  column, code::kScoreOutOfRange,
                  {{"value", cell}, {"element", element}});
      }
      v1::ElementScore& answer = *response.add_scores();
      answer.set_element(element);
      answer.set_score(score.value_or(0));
    }
  }

  static void ReadRespondent(const RecordFields& fields,
                             v1::SurveyResponse& response) {
    if (const auto sex = fields.Word("sex", SexOf, UsualWords::Sexes)) {
      response.set_sex(*sex);
    }
    if (const auto band =
            fields.Word("age", AgeBandOf, UsualWords::AgeBands, "age_band")) {
      response.set_age_band(*band);
    }
    if (const auto education =
            fields.Word("education", EducationOf, UsualWords::Educations)) {
      response.set_education(*education);
    }
    if (const auto occupation =
            fields.Word("occupation", OccupationOf, UsualWords::Occupations)) {
      response.set_occupation(*occupation);
    }
    if (const auto channel =
            fields.Word("channel", ChannelOf, UsualWords::Channels)) {
      response.set_channel(*channel);
    }
    response.set_comment(fields.Text("comment"));
  }

  const Options& options_;
  const Connection& connection_;
  RowIds ids_;
  Columns columns_;
  std::map<std::string, std::string> services_;  // Plain(word) to code
  std::optional<Date> default_date_;
  std::string default_service_;
};

}  // namespace

std::unique_ptr<RecordKind> SurveyRows(const Options& options,
                                       std::string source,
                                       const Connection& connection) {
  return std::make_unique<Surveys>(options, std::move(source), connection);
}

}  // namespace iku::ctl
