#include <memory>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "services/collection/store/schema.h"
#include "services/collection/store/sqlite_record_store.h"
#include "tests/store/record_samples.h"
#include "tests/store/record_store_suite.h"

namespace iku::test {
namespace {

template <typename SamplesOfKind>
struct SqliteBackend {
  using Samples = SamplesOfKind;

  class Opened {
   public:
    explicit Opened(std::unique_ptr<sqlite::Database> database)
        : database_(std::move(database)) {}

    auto& store() { return store_; }

    int64_t Number(const std::string& sql) {
      int64_t number = -1;
      const absl::Status status =
          database_->Read([&](sqlite::Connection& connection) {
            auto statement =
                connection.Prepare(kept_.insert(sql).first->c_str());
            if (!statement.ok()) return statement.status();
            const auto found = (*statement)->Step();
            if (found.ok() && *found) number = (*statement)->Int(0);
            (*statement)->Reset();
            return found.status();
          });
      EXPECT_THAT(status, IsOk());
      return number;
    }

   private:
    std::set<std::string> kept_;  // texts that statements were made of
    std::unique_ptr<sqlite::Database> database_;
    collection::SqliteRecordStore<typename Samples::Kind> store_{*database_};
  };

  static std::unique_ptr<Opened> Open(const std::string& path,
                                      const Clock& clock) {
    auto database =
        sqlite::Database::Open(path, collection::Migrations(), clock, {});
    EXPECT_THAT(database, IsOk());
    return std::make_unique<Opened>(*std::move(database));
  }
};

INSTANTIATE_TYPED_TEST_SUITE_P(SqliteSurveys, RecordStoreSuite,
                               SqliteBackend<SurveySamples>);
INSTANTIATE_TYPED_TEST_SUITE_P(SqliteCoordination, RecordStoreSuite,
                               SqliteBackend<CoordinationSamples>);
INSTANTIATE_TYPED_TEST_SUITE_P(SqliteVillageDocuments, RecordStoreSuite,
                               SqliteBackend<VillageDocumentSamples>);

}  // namespace
}  // namespace iku::test
