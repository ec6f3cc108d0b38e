#ifndef IKU_TESTS_CRASH_STEPS_H_
#define IKU_TESTS_CRASH_STEPS_H_

#include <string>
#include <utility>

#include "tests/crash/script.h"

namespace iku::test {

// The steps that scripts are made of.

template <typename Kind>
Step InsertStep(collection::NewRecords<typename Kind::Content> records) {
  using Result = collection::InsertResult<typename Kind::Content>;
  return {"insert", [records](Stores& stores, Ledger& ledger, Step::Done done) {
            stores.Of<Kind>().Insert(
                records, [&ledger, done](absl::StatusOr<Result> result) {
                  if (!result.ok()) return done(result.status());
                  const auto take = [&](const auto& key, const auto& value) {
                    ledger.Add(key, value);
                  };
                  for (const auto& row : result->rows) {
                    if (!row.ok()) return done(row.status());
                    FactsOf<Kind>(row->record, take);
                  }
                  if (result->mended) FactsOf(*result->mended, take);
                  done(absl::OkStatus());
                });
          }};
}

template <typename Kind>
Step AmendStep(std::string what,
               collection::Amendment<typename Kind::Content> amendment) {
  using Record = collection::Versioned<typename Kind::Content>;
  return {.what = std::move(what),
          .send =
              [amendment](Stores& stores, Ledger& ledger, Step::Done done) {
                stores.Of<Kind>().Amend(
                    amendment, [&ledger, done](absl::StatusOr<Record> record) {
                      if (!record.ok()) return done(record.status());
                      FactsOf<Kind>(*record,
                                    [&](const auto& key, const auto& v) {
                                      ledger.Add(key, v);
                                    });
                      done(absl::OkStatus());
                    });
              },
          .may_be_of_erased = true};
}

template <typename Kind>
Step EraseStep(collection::Erasure erasure) {
  using Erased = collection::Erased<typename Kind::Content>;
  return {"erase", [erasure](Stores& stores, Ledger& ledger, Step::Done done) {
            stores.Of<Kind>().Erase(
                erasure, [&ledger, done](absl::StatusOr<Erased> erased) {
                  if (!erased.ok()) return done(erased.status());
                  FactsOf<Kind>(*erased->record,
                                [&](const auto& key, const auto& value) {
                                  ledger.Add(key, value);
                                });
                  done(absl::OkStatus());
                });
          }};
}

Step CreateSessionStep(const collection::RecordKey& key,
                       collection::RowPolicy policy, const std::string& title);
Step CloseSessionStep(const collection::RecordKey& key);

// A batch of survey responses. With `others_refused` a row behind the last one
// was refused by a rule, and the last one is refused by the store.
Step BatchStep(const collection::RecordKey& session, int64_t sequence,
               collection::NewRecords<collection::SurveyResponse> records);

Step DiscardStep(const collection::QuarantineKey& row,
                 const std::string& actor);
Step PutServiceStep(
    const collection::Replacement<collection::OfferedService>& put);
Step PutPopulationStep(
    const collection::Replacement<collection::ServedPopulation>& put);

}  // namespace iku::test

#endif  // IKU_TESTS_CRASH_STEPS_H_
