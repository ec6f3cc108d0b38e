#include "common/store/sqlite/connection.h"

#include <sqlite3.h>

#include <optional>
#include <string>

#include "common/status/macros.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace iku::sqlite {
namespace {

using ::iku::test::HasReason;
using ::iku::test::IsOk;
using ::iku::test::IsOkAndHolds;
using ::iku::test::StatusIs;

class ConnectionTest : public ::testing::Test {
 protected:
  std::string Pragma(Connection& connection, const char* sql) {
    auto get = connection.Prepare(sql);
    EXPECT_THAT(get, IsOk());
    EXPECT_THAT((*get)->Step(), IsOkAndHolds(true));
    std::string value = (*get)->Text(0);
    (*get)->Reset();
    return value;
  }

  test::TempDir directory_;
  const std::string path_ = directory_.File("a.db");
  std::unique_ptr<Connection> connection_ =
      *Connection::Open(path_, Connection::Mode::kReadWrite);
};

TEST_F(ConnectionTest, IsDurableAndStrict) {
  EXPECT_EQ(Pragma(*connection_, "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(Pragma(*connection_, "PRAGMA synchronous"), "2");
  EXPECT_EQ(Pragma(*connection_, "PRAGMA foreign_keys"), "1");
  EXPECT_EQ(Pragma(*connection_, "PRAGMA trusted_schema"), "0");
  EXPECT_THAT(connection_->Execute("SELECT \"no_such_column\""),
              StatusIs(absl::StatusCode::kInternal));
}

TEST_F(ConnectionTest, ValuesComeBackAsTheyWere) {
  ASSERT_THAT(connection_->Execute("CREATE TABLE t (a TEXT, b INTEGER, c BLOB, "
                                   "d TEXT, e INTEGER) STRICT"),
              IsOk());
  auto insert = connection_->Prepare("INSERT INTO t VALUES (?,?,?,?,?)");
  ASSERT_THAT(insert, IsOk());
  const std::string text("a\0b", 3);
  (*insert)->Bind(text, int64_t{1} << 60);
  (*insert)->BindBlob(3, "");
  (*insert)->BindTextOrNull(4, "");
  (*insert)->BindOptionalInt(5, std::nullopt);
  ASSERT_THAT((*insert)->Run(), IsOk());
  EXPECT_EQ(connection_->changes(), 1);

  auto get = connection_->Prepare("SELECT * FROM t");
  ASSERT_THAT(get, IsOk());
  ASSERT_THAT((*get)->Step(), IsOkAndHolds(true));
  EXPECT_EQ((*get)->Text(0), text);
  EXPECT_EQ((*get)->Int(1), int64_t{1} << 60);
  EXPECT_FALSE((*get)->IsNull(2));
  EXPECT_EQ((*get)->Blob(2), "");
  EXPECT_TRUE((*get)->IsNull(3));
  EXPECT_EQ((*get)->OptionalInt(4), std::nullopt);
  EXPECT_THAT((*get)->Step(), IsOkAndHolds(false));
}

TEST_F(ConnectionTest, PrepareForgetsTheValuesOfTheLastUse) {
  constexpr char kSql[] = "SELECT ?1";
  auto first = connection_->Prepare(kSql);
  ASSERT_THAT(first, IsOk());
  (*first)->Bind("left over");
  ASSERT_THAT((*first)->Step(), IsOkAndHolds(true));
  auto second = connection_->Prepare(kSql);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(*second, *first);
  ASSERT_THAT((*second)->Step(), IsOkAndHolds(true));
  EXPECT_TRUE((*second)->IsNull(0));
}

TEST_F(ConnectionTest, AValueWithoutAPlaceIsAnError) {
  auto get = connection_->Prepare("SELECT ?1 AS one");
  ASSERT_THAT(get, IsOk());
  (*get)->Bind(1, 2);
  EXPECT_THAT((*get)->Step(), StatusIs(absl::StatusCode::kInternal));
}

TEST_F(ConnectionTest, AReaderCannotWrite) {
  auto reader = Connection::Open(path_, Connection::Mode::kReadOnly);
  ASSERT_THAT(reader, IsOk());
  EXPECT_FALSE((*reader)->Execute("CREATE TABLE t (a)").ok());
}

TEST_F(ConnectionTest, ResultCodesBecomeStatuses) {
  const auto of = [](int result) { return StatusOf(nullptr, result, "test"); };
  EXPECT_THAT(of(SQLITE_BUSY_SNAPSHOT), HasReason(code::kStoreUnavailable));
  EXPECT_THAT(of(SQLITE_IOERR_FSYNC), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(of(SQLITE_FULL), StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(of(SQLITE_FULL), HasReason(code::kStoreFull));
  EXPECT_THAT(of(SQLITE_CORRUPT_INDEX), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(of(SQLITE_NOTADB), HasReason(code::kStoreDamaged));
  EXPECT_THAT(of(SQLITE_CONSTRAINT_UNIQUE),
              StatusIs(absl::StatusCode::kInternal));
}

}  // namespace
}  // namespace iku::sqlite
