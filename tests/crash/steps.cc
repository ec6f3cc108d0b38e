#include "tests/crash/steps.h"

#include "absl/strings/str_cat.h"
#include "iku/collection/v1/ingest_service.pb.h"

namespace iku::test {
namespace {

using namespace collection;  // NOLINT: this file is about nothing else
using Result = InsertResult<SurveyResponse>;

// Answers with what `result` acknowledges.
template <typename T>
auto TakeFacts(Ledger& ledger, Step::Done done) {
  return [&ledger, done](absl::StatusOr<T> result) {
    if (!result.ok()) return done(result.status());
    FactsOf(*result, [&](const auto& key, const auto& value) {
      ledger.Add(key, value);
    });
    done(absl::OkStatus());
  };
}

std::string RefusedRow(const SessionPlace& place, size_t position) {
  return absl::StrCat("baris ", place.session.id, " ", place.sequence, " ",
                      position);
}

// What the session keeps: the outcomes, and the rows that were refused.
BatchEntry EntryOf(const SessionPlace& place, bool others_refused,
                   const Result& result) {
  BatchEntry entry;
  for (size_t i = 0; i < result.rows.size(); ++i) {
    ++entry.counts.rows;
    if (!result.rows[i].ok()) {
      ++entry.counts.rejected;
      entry.refused.push_back({static_cast<int>(i), RefusedRow(place, i), ""});
    } else if (result.rows[i]->created) {
      ++entry.counts.created;
    } else {
      ++entry.counts.replayed;
    }
  }
  if (others_refused) {
    ++entry.counts.rows;
    ++entry.counts.rejected;
    entry.refused.push_back({static_cast<int>(result.rows.size()),
                             RefusedRow(place, result.rows.size()), ""});
  }
  // As the service keeps it: an erasure reads it and writes it anew.
  v1::SubmitBatchResponse answer;
  v1::BatchTotals& totals = *answer.mutable_totals();
  totals.set_rows(entry.counts.rows);
  totals.set_created(entry.counts.created);
  totals.set_replayed(entry.counts.replayed);
  totals.set_rejected(entry.counts.rejected);
  answer.set_data_version(result.data_version);
  entry.answer = answer.SerializeAsString();
  return entry;
}

// A batch that is committed has brought its rows, also when this answer only
// repeats the one of then.
void AddBatchFacts(const NewRecords<SurveyResponse>& sent,
                   const std::string& answer, Ledger& ledger) {
  const SessionPlace& place = *sent.place;
  ledger.Add(BatchName(place.session, place.sequence), Sha256Hex(answer));
  const size_t good = sent.rows.size() - (sent.others_refused ? 1 : 0);
  for (size_t i = 0; i < good; ++i) {
    ledger.Add(
        VersionName(RecordName(SurveyKind::kCollection, sent.rows[i].key), 1),
        ContentValue<SurveyKind>(sent.rows[i].content, RecordState::kActive));
  }
  for (size_t i = good; sent.others_refused && i < good + 2; ++i) {
    ledger.Add(NameOf(QuarantineKey{place.session, place.sequence,
                                    static_cast<int>(i)}),
               Sha256Hex(RefusedRow(place, i)));
  }
}

absl::Status TakeBatch(const NewRecords<SurveyResponse>& sent,
                       const Result& result, Ledger& ledger) {
  if (result.replayed_answer) {
    AddBatchFacts(sent, *result.replayed_answer, ledger);
    return absl::OkStatus();
  }
  const size_t good = sent.rows.size() - (sent.others_refused ? 1 : 0);
  for (size_t i = 0; i < good; ++i) {
    if (!result.rows[i].ok()) return result.rows[i].status();
  }
  if (!result.stored) return absl::InternalError("the batch was refused");
  AddBatchFacts(sent, sent.entry_of(result).answer, ledger);
  return absl::OkStatus();
}

}  // namespace

Step CreateSessionStep(const RecordKey& key, RowPolicy policy,
                       const std::string& title) {
  return {
      "create session", [=](Stores& stores, Ledger& ledger, Step::Done done) {
        stores.sessions.Create({.key = key, .policy = policy, .title = title},
                               "klien", Intent::kStore,
                               TakeFacts<IngestSession>(ledger, done));
      }};
}

Step CloseSessionStep(const RecordKey& key) {
  return {"close session",
          [=](Stores& stores, Ledger& ledger, Step::Done done) {
            stores.sessions.Close(key, {}, "klien", Intent::kStore,
                                  TakeFacts<IngestSession>(ledger, done));
          }};
}

Step BatchStep(const RecordKey& session, int64_t sequence,
               NewRecords<SurveyResponse> records) {
  std::string content;
  for (const auto& row : records.rows) {
    absl::StrAppend(&content, row.key.id, " ", CanonicalText(row.content));
  }
  const SessionPlace place{session, sequence, Sha256::Of(content)};
  records.place = place;
  records.entry_of = [place,
                      others = records.others_refused](const Result& result) {
    return EntryOf(place, others, result);
  };
  return {"batch", [records](Stores& stores, Ledger& ledger, Step::Done done) {
            stores.Of<SurveyKind>().Insert(
                records,
                [records, &ledger, done](absl::StatusOr<Result> result) {
                  done(result.ok() ? TakeBatch(records, *result, ledger)
                                   : result.status());
                });
          }};
}

Step DiscardStep(const QuarantineKey& row, const std::string& actor) {
  return {"discard", [=](Stores& stores, Ledger& ledger, Step::Done done) {
            stores.sessions.Discard(row, "tidak berlaku", actor, Intent::kStore,
                                    TakeFacts<QuarantinedRow>(ledger, done));
          }};
}

Step PutServiceStep(const Replacement<OfferedService>& put) {
  return {"put service",
          [=](Stores& stores, Ledger& ledger, Step::Done done) {
            stores.regions.PutService(
                put, TakeFacts<Registered<OfferedService>>(ledger, done));
          },
          true};
}

Step PutPopulationStep(const Replacement<ServedPopulation>& put) {
  return {"put population",
          [=](Stores& stores, Ledger& ledger, Step::Done done) {
            stores.regions.PutPopulation(
                put, TakeFacts<Registered<ServedPopulation>>(ledger, done));
          },
          true};
}

}  // namespace iku::test
