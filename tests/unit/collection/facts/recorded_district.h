#ifndef IKU_TESTS_UNIT_COLLECTION_FACTS_RECORDED_DISTRICT_H_
#define IKU_TESTS_UNIT_COLLECTION_FACTS_RECORDED_DISTRICT_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "services/collection/coordination/coordination_kind.h"
#include "services/collection/store/sqlite_record_store.h"
#include "services/collection/survey/survey_kind.h"
#include "services/collection/village_document/village_document_kind.h"
#include "tests/unit/collection/register_service.h"

namespace iku::test {

// Register and facts, and the stores of all records over the same file. Records
// are of Kecamatan Sumbersuko unless a test says otherwise.
class RecordedDistrict : public RegisterService {
 public:
  // One response in which every element has the same score.
  static collection::SurveyResponse Response(Date date, int score,
                                             std::string service = "") {
    collection::SurveyResponse response;
    response.response_date = date;
    response.service = std::move(service);
    response.scores.fill(static_cast<uint8_t>(score));
    return response;
  }

  static collection::CoordinationRecord Meeting(Date date) {
    collection::CoordinationRecord record;
    record.kind = collection::ResultKind::kMeeting;
    record.subject = "Rapat koordinasi";
    record.held_date = date;
    record.section = "Kasi Pemerintahan";
    record.agencies = {{"Polsek", collection::AgencyType::kSecurityForces}};
    return record;
  }

  static collection::VillageDocument Budget(std::string village, int year) {
    collection::VillageDocument document;
    document.village = std::move(village);
    document.kind = collection::DocumentKind::kApbDesa;
    document.fiscal_year = year;
    document.enacted_date = Date{year - 1, 12, 30};
    return document;
  }

  absl::Status Insert(const std::string& id, collection::SurveyResponse content,
                      const std::string& district = "35.08.21") {
    return InsertInto(surveys_, id, std::move(content), district);
  }
  absl::Status Insert(const std::string& id,
                      collection::CoordinationRecord content,
                      const std::string& district = "35.08.21") {
    return InsertInto(coordination_, id, std::move(content), district);
  }
  absl::Status Insert(const std::string& id,
                      collection::VillageDocument content,
                      const std::string& district = "35.08.21") {
    return InsertInto(documents_, id, std::move(content), district);
  }

  absl::Status Correct(const std::string& id,
                       collection::SurveyResponse content) {
    return Amend(surveys_, id, collection::RecordState::kActive,
                 [content](const auto&) { return content; });
  }
  absl::Status Void(const std::string& id) {
    return Amend(surveys_, id, collection::RecordState::kVoid,
                 [](const auto& newest) { return newest; });
  }
  absl::Status VoidDocument(const std::string& id) {
    return Amend(documents_, id, collection::RecordState::kVoid,
                 [](const auto& newest) { return newest; });
  }
  absl::Status FollowUp(const std::string& id, collection::FollowUpState state,
                        Date date) {
    return Amend(coordination_, id, collection::RecordState::kActive,
                 [=](collection::CoordinationRecord newest) {
                   collection::FollowUp step;
                   step.state = state;
                   step.date = date;
                   newest.follow_ups.push_back(step);
                   return newest;
                 });
  }

  // Changes the file behind the back of the stores.
  absl::Status Tamper(const char* sql) {
    return database().WriteAndWait(
        [sql](sqlite::Transaction& transaction) -> absl::Status {
          return transaction.connection().Execute(sql);
        });
  }

 private:
  template <typename Content, typename Filter>
  static absl::Status InsertInto(
      collection::RecordStore<Content, Filter>& store, const std::string& id,
      Content content, const std::string& district) {
    Answered<collection::InsertResult<Content>> answer;
    store.Insert(
        {.rows = {{{district, id}, std::move(content)}}, .changed_by = "tests"},
        answer.Taker());
    auto result = answer.Wait();
    if (!result.ok()) return result.status();
    return result->rows.front().status();
  }

  template <typename Content, typename Filter, typename Change>
  static absl::Status Amend(collection::RecordStore<Content, Filter>& store,
                            const std::string& id,
                            collection::RecordState state, Change change) {
    Answered<collection::Versioned<Content>> answer;
    collection::Amendment<Content> amendment;
    amendment.key = {"35.08.21", id};
    amendment.reason = "Salah ketik";
    amendment.changed_by = "tests";
    amendment.state = state;
    amendment.change = [change](const Content& newest,
                                absl::Time) -> absl::StatusOr<Content> {
      return change(newest);
    };
    store.Amend(std::move(amendment), answer.Taker());
    return answer.Wait().status();
  }

  collection::SqliteRecordStore<collection::SurveyKind> surveys_{database()};
  collection::SqliteRecordStore<collection::CoordinationKind> coordination_{
      database()};
  collection::SqliteRecordStore<collection::VillageDocumentKind> documents_{
      database()};
};

}  // namespace iku::test

#endif  // IKU_TESTS_UNIT_COLLECTION_FACTS_RECORDED_DISTRICT_H_
