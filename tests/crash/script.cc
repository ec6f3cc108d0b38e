#include "tests/crash/script.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/crash/disk.h"
#include "tests/crash/steps.h"

namespace iku::test {
namespace {

using namespace collection;  // NOLINT: this file is about nothing else

constexpr int kBatchesTogether = 12;
const RecordKey kSessionTogether{"35.08.21", "together"};

// Makes the steps of one client. Its records, sessions and entries are its own,
// so what each step must come to does not hang on the others; what the clients
// share they all send alike.
class ClientScript {
 public:
  ClientScript(int number, uint64_t seed, Script& script)
      : number_(number),
        random_(seed * 1000 + static_cast<uint64_t>(number)),
        district_(number % 2 == 0 ? "35.08.21" : "35.08.20"),
        session_{district_, absl::StrCat("import-", number)},
        policy_(number % 3 == 0 ? RowPolicy::kAllOrNothing
                                : RowPolicy::kAcceptValid),
        script_(script) {}

  std::vector<Step> Make(int count) {
    steps_.push_back(CreateSessionStep(kSessionTogether,
                                       RowPolicy::kAllOrNothing, "bersama"));
    steps_.push_back(CreateSessionStep(session_, policy_, "sendiri"));
    while (static_cast<int>(steps_.size()) < count) AddOne();
    steps_.push_back(CloseSessionStep(session_));
    return std::move(steps_);
  }

 private:
  // A record that only this client changes, with what its versions said.
  template <typename Content>
  struct Own {
    RecordKey key;
    std::vector<Content> versions;
    std::optional<Step> last_change = {};
    int64_t newest() const { return static_cast<int64_t>(versions.size()); }
  };
  using OwnSurvey = Own<SurveyResponse>;
  using OwnCoordination = Own<CoordinationRecord>;

  int Pick(size_t count) { return static_cast<int>(random_() % count); }
  std::string NextName() { return absl::StrCat(number_, "-", ++named_); }
  std::string Actor() const { return absl::StrCat("klien-", number_); }

  // Some ids are UUIDs, which are kept in another way than text.
  std::string NextId() {
    ++named_;
    if (random_() % 2 == 0) return absl::StrCat("n-", number_, "-", named_);
    return absl::StrFormat("%08x-0000-4000-8000-%04x%08x", random_() >> 32,
                           number_, named_);
  }

  void AddOne() {
    switch (Pick(18)) {
      case 0:
      case 1:
      case 2:
        return AddSurveys();
      case 3:
        return AddSharedSurvey();
      case 4:
      case 5:
        return AddCorrection();
      case 6:
        return AddVoid();
      case 7:
        return AddCoordination();
      case 8:
        return AddFollowUp();
      case 9:
        return AddDocument();
      case 10:
      case 11:
        return AddBatch();
      case 12:
        return AddBatchTogether();
      case 13:
        return AddResolution();
      case 14:
        return AddRegisterEntry();
      case 15:
        return AddErasure<SurveyKind>(surveys_);
      case 16:
        return AddErasure<CoordinationKind>(meetings_);
      default:
        return AddRepeat();
    }
  }

  SurveyResponse Answers(const std::string& marker) {
    SurveyResponse response;
    response.response_date = AddDays({2025, 1, 1}, Pick(300));
    response.service = Pick(2) == 0 ? "" : "ktp";
    for (uint8_t& score : response.scores) {
      score = static_cast<uint8_t>(1 + Pick(4));
    }
    response.sex = static_cast<v1::Sex>(Pick(3));
    response.age_band = static_cast<v1::AgeBand>(Pick(8));
    response.comment = marker;
    return response;
  }

  template <typename Kind>
  void Sent(const RecordKey& key, const typename Kind::Content& content,
            RecordState state = RecordState::kActive) {
    script_.sent[RecordName(Kind::kCollection, key)].insert(
        ContentValue<Kind>(content, state));
  }

  // A new survey response, of which this client may make more versions.
  NewRecord<SurveyResponse> NextSurvey() {
    const RecordKey key{district_, NextId()};
    const SurveyResponse content = Answers(NextName());
    Sent<SurveyKind>(key, content);
    surveys_.push_back({key, {content}});
    return {key, content};
  }

  void AddSurveys() {
    NewRecords<SurveyResponse> records{.changed_by = Actor()};
    for (int i = Pick(4); i >= 0; --i) records.rows.push_back(NextSurvey());
    steps_.push_back(InsertStep<SurveyKind>(std::move(records)));
  }

  // All clients send the same record; one of them creates it.
  void AddSharedSurvey() {
    const int number = shared_++;
    SurveyResponse content;
    content.response_date = AddDays({2025, 3, 1}, number);
    content.scores.fill(static_cast<uint8_t>(1 + number % 4));
    content.comment = absl::StrCat("bersama-", number);
    const RecordKey key{"35.08.21", absl::StrCat("shared-", number)};
    Sent<SurveyKind>(key, content);
    NewRecords<SurveyResponse> records{.changed_by = Actor()};
    records.rows.push_back({key, content});
    steps_.push_back(InsertStep<SurveyKind>(std::move(records)));
  }

  template <typename Content>
  Amendment<Content> NextAmendment(const RecordKey& key, int64_t newest) {
    Amendment<Content> amendment;
    amendment.key = key;
    amendment.etag = absl::StrCat(newest);
    amendment.changed_by = Actor();
    return amendment;
  }

  void AddCorrection() {
    if (surveys_.empty()) return AddSurveys();
    OwnSurvey& own = surveys_[static_cast<size_t>(Pick(surveys_.size()))];
    SurveyResponse content = own.versions.back();
    content.scores[static_cast<size_t>(Pick(9))] =
        static_cast<uint8_t>(1 + Pick(4));
    content.response_date = AddDays({2025, 1, 1}, Pick(300));
    Sent<SurveyKind>(own.key, content);
    auto amendment = NextAmendment<SurveyResponse>(own.key, own.newest());
    own.versions.push_back(content);
    amendment.request_id = NextName();
    amendment.reason = "salah ketik";
    amendment.change = [content](const SurveyResponse&, absl::Time) {
      return content;
    };
    own.last_change = AmendStep<SurveyKind>("correct", std::move(amendment));
    steps_.push_back(*own.last_change);
  }

  void AddVoid() {
    if (surveys_.empty()) return AddSurveys();
    const OwnSurvey own = TakeOne(surveys_);
    Sent<SurveyKind>(own.key, own.versions.back(), RecordState::kVoid);
    auto amendment = NextAmendment<SurveyResponse>(own.key, own.newest());
    amendment.reason = "ganda";
    amendment.state = RecordState::kVoid;
    amendment.action = ChangeAction::kVoid;
    steps_.push_back(AmendStep<SurveyKind>("void", std::move(amendment)));
  }

  // One that gets no more versions.
  template <typename Content>
  Own<Content> TakeOne(std::vector<Own<Content>>& owned) {
    const auto at = owned.begin() + Pick(owned.size());
    Own<Content> one = std::move(*at);
    owned.erase(at);
    return one;
  }

  // Of a record with all its versions, or of the text in them.
  template <typename Kind>
  void AddErasure(std::vector<Own<typename Kind::Content>>& owned) {
    if (owned.empty()) return AddSurveys();
    const auto own = TakeOne(owned);
    const ErasureExtent extent =
        Pick(2) == 0 ? ErasureExtent::kText : ErasureExtent::kRecord;
    for (const auto& content : own.versions) {
      if (extent == ErasureExtent::kText) {
        Sent<Kind>(own.key, Kind::WithoutText(content));
      } else {
        Sent<Kind>(own.key, {}, RecordState::kErased);
      }
    }
    steps_.push_back(EraseStep<Kind>({.key = own.key,
                                      .extent = extent,
                                      .reason = "permintaan responden",
                                      .changed_by = Actor()}));
    // A caller that has missed the answer sends it again.
    if (own.last_change) steps_.push_back(*own.last_change);
  }

  void AddCoordination() {
    const RecordKey key{district_, NextId()};
    CoordinationRecord content;
    content.subject = key.id;
    content.held_date = Date{2025, 2, 10};
    content.section = "Kasi Pemerintahan";
    content.agencies = {{"Polsek Sumbersuko", AgencyType::kSecurityForces}};
    Sent<CoordinationKind>(key, content);
    NewRecords<CoordinationRecord> records{.changed_by = Actor()};
    records.rows.push_back({key, content});
    meetings_.push_back({key, {content}});
    steps_.push_back(InsertStep<CoordinationKind>(std::move(records)));
  }

  void AddFollowUp() {
    if (meetings_.empty()) return AddCoordination();
    OwnCoordination& own =
        meetings_[static_cast<size_t>(Pick(meetings_.size()))];
    auto amendment = NextAmendment<CoordinationRecord>(own.key, own.newest());
    FollowUp step;
    step.date = Date{2025, 2, 11};
    step.request_id = NextName();
    step.note = absl::StrCat("catatan ", step.request_id);
    amendment.request_id = step.request_id;
    amendment.action = ChangeAction::kFollowUp;
    amendment.change = [step](CoordinationRecord record, absl::Time now) {
      record.follow_ups.push_back(step);
      record.follow_ups.back().create_time = now;
      return record;
    };
    own.versions.push_back(own.versions.back());
    own.versions.back().follow_ups.push_back(step);
    Sent<CoordinationKind>(own.key, own.versions.back());
    own.last_change =
        AmendStep<CoordinationKind>("follow up", std::move(amendment));
    steps_.push_back(*own.last_change);
  }

  void AddDocument() {
    VillageDocument document;
    document.village = absl::StrFormat("%s.%d", district_, 2001 + number_);
    document.kind = static_cast<DocumentKind>(1 + documents_ % 3);
    document.fiscal_year = 2001 + documents_ / 3;
    document.regulation_number = NextName();
    ++documents_;
    const RecordKey key{district_, NextId()};
    Sent<VillageDocumentKind>(key, document);
    NewRecords<VillageDocument> records{.changed_by = Actor()};
    records.rows.push_back({key, document});
    steps_.push_back(InsertStep<VillageDocumentKind>(std::move(records)));
  }

  // A batch of the own session. Where it takes what is valid, the last row says
  // something else about a record that is there, and a row before it was
  // refused by a rule.
  void AddBatch() {
    NewRecords<SurveyResponse> records{.policy = policy_,
                                       .changed_by = Actor()};
    const std::optional<RecordKey> taken =
        policy_ == RowPolicy::kAcceptValid && !surveys_.empty()
            ? std::optional(surveys_.front().key)
            : std::nullopt;
    for (int i = Pick(5); i >= 0; --i) records.rows.push_back(NextSurvey());
    const int64_t sequence = next_sequence_++;
    if (taken) {
      SurveyResponse other = Answers(NextName());
      const int position = static_cast<int>(records.rows.size());
      records.rows.push_back({*taken, std::move(other)});
      records.others_refused = true;
      waiting_.push_back({session_, sequence, position});
      waiting_.push_back({session_, sequence, position + 1});
    }
    steps_.push_back(BatchStep(session_, sequence, std::move(records)));
  }

  // Every client sends every batch of this session.
  void AddBatchTogether() {
    if (together_ > kBatchesTogether) return AddBatch();
    const int64_t sequence = together_++;
    NewRecords<SurveyResponse> records{.policy = RowPolicy::kAllOrNothing,
                                       .changed_by = "bersama"};
    for (int row = 0; row < 3; ++row) {
      SurveyResponse content;
      content.response_date = AddDays({2025, 5, 1}, static_cast<int>(sequence));
      content.scores.fill(static_cast<uint8_t>(1 + row));
      content.comment = absl::StrCat("impor-", sequence, "-", row);
      const RecordKey key{kSessionTogether.district,
                          absl::StrCat("together-", sequence, "-", row)};
      Sent<SurveyKind>(key, content);
      records.rows.push_back({key, std::move(content)});
    }
    steps_.push_back(BatchStep(kSessionTogether, sequence, std::move(records)));
  }

  // Takes a row out of quarantine, mended or for good.
  void AddResolution() {
    if (waiting_.empty()) return AddBatch();
    const QuarantineKey row = waiting_.back();
    waiting_.pop_back();
    if (Pick(2) == 0) {
      steps_.push_back(DiscardStep(row, Actor()));
      return;
    }
    NewRecords<SurveyResponse> records{.changed_by = Actor(), .mends = row};
    records.rows.push_back(NextSurvey());
    steps_.push_back(InsertStep<SurveyKind>(std::move(records)));
  }

  void AddRegisterEntry() {
    const std::string etag = entries_ == 0 ? "" : absl::StrCat(entries_);
    ++entries_;
    const std::string text = absl::StrCat("versi ", entries_);
    if (number_ % 2 == 0) {
      OfferedService service;
      service.district = district_;
      service.code = absl::StrCat("layanan-", number_);
      service.display_name = text;
      steps_.push_back(PutServiceStep({service, etag, Actor()}));
    } else {
      ServedPopulation population;
      population.district = district_;
      population.year = 2000 + number_;
      population.people = entries_;
      population.source = text;
      steps_.push_back(PutPopulationStep({population, etag, Actor()}));
    }
  }

  void AddRepeat() {
    const Step again = steps_[static_cast<size_t>(Pick(steps_.size()))];
    steps_.push_back(again);
  }

  const int number_;
  Random random_;
  const std::string district_;
  const RecordKey session_;
  const RowPolicy policy_;
  Script& script_;

  std::vector<Step> steps_;
  int named_ = 0;
  int shared_ = 0;
  int documents_ = 0;
  int64_t entries_ = 0;
  int64_t next_sequence_ = 1;
  int64_t together_ = 1;
  std::vector<OwnSurvey> surveys_;
  std::vector<OwnCoordination> meetings_;
  std::vector<QuarantineKey> waiting_;
};

}  // namespace

Script MakeScript(uint64_t seed, int clients, int steps) {
  Script script;
  for (int client = 0; client < clients; ++client) {
    script.clients.push_back(ClientScript(client, seed, script).Make(steps));
  }
  return script;
}

}  // namespace iku::test
