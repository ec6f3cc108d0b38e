#include "services/ikuctl/import/import_session.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/macros.h"
#include "common/text/personal_data.h"
#include "services/ikuctl/client/patience.h"
#include "services/ikuctl/csv/reader.h"
#include "services/ikuctl/import/row_ids.h"

namespace iku::ctl {
namespace {

namespace v1 = collection::v1;

// To be raised when the same file and options make other records or batches
// than before: a session that was begun in the old form is then left alone.
constexpr char kForm[] = "1";
constexpr size_t kIdLetters = 24;
constexpr size_t kLongestTitle = 200;

// A hash in letters only: digits in an id could look like a telephone number.
std::string InLetters(std::string hash) {
  for (char& c : hash) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      c = static_cast<char>('g' + (c - '0'));
    }
  }
  return hash;
}

// The file's name where the service would keep it.
std::string TitleOf(const CheckedFile& file) {
  const std::string name = BaseName(file.path);
  const bool plain =
      IsUtf8(name) && name.size() <= kLongestTitle &&
      absl::StripAsciiWhitespace(name) == name &&
      std::none_of(name.begin(), name.end(),
                   [](unsigned char c) { return absl::ascii_iscntrl(c); });
  return plain && !FindPersonalData(name) ? name : "";
}

}  // namespace

v1::IngestSession SessionFor(absl::string_view kind, const CheckedFile& file,
                             const Options& options, absl::string_view source,
                             absl::string_view reference) {
  std::string text;
  for (const absl::string_view part :
       {absl::string_view(kForm), kind, absl::string_view(file.sha256),
        absl::string_view(options.district), absl::string_view(options.columns),
        absl::string_view(options.order), absl::string_view(options.date),
        absl::string_view(options.service), source,
        absl::string_view(options.allow_missing ? "missing" : ""),
        absl::string_view(options.accept_valid ? "valid" : ""), reference}) {
    absl::StrAppend(&text, part.size(), ":", part, ";");
  }
  v1::IngestSession session;
  session.set_name(absl::StrCat("districts/", options.district,
                                "/ingestSessions/", kind, "-",
                                InLetters(HashOf(text, kIdLetters))));
  session.set_title(TitleOf(file));
  session.set_row_policy(options.accept_valid ? v1::ROW_POLICY_ACCEPT_VALID
                                              : v1::ROW_POLICY_ALL_OR_NOTHING);
  return session;
}

absl::StatusOr<v1::IngestSession> OpenSession(const Connection& connection,
                                              v1::IngestService::Stub& stub,
                                              const v1::IngestSession& wanted) {
  v1::GetIngestSessionRequest get;
  get.set_name(wanted.name());
  const auto method = &v1::IngestService::Stub::GetIngestSession;
  absl::StatusOr<v1::IngestSession> session =
      CallPatiently(connection, stub, method, get);
  if (session.status().code() != absl::StatusCode::kNotFound) return session;
  v1::CreateIngestSessionRequest create;
  *create.mutable_ingest_session() = wanted;
  session = CallPatiently(
      connection, stub, &v1::IngestService::Stub::CreateIngestSession, create);
  // Another import of the same content under another title came first.
  if (session.status().code() == absl::StatusCode::kAlreadyExists) {
    return CallPatiently(connection, stub, method, get);
  }
  return session;
}

RefusedRows::RefusedRows(const Connection& connection, std::string session)
    : connection_(connection),
      stub_(v1::QuarantineService::NewStub(connection.collection)) {
  request_.set_parent(std::move(session));
}

absl::StatusOr<std::vector<v1::QuarantinedRow>> RefusedRows::OfBatch(
    int64_t sequence) {
  std::vector<v1::QuarantinedRow> rows;
  for (;;) {
    for (; next_ < page_.quarantined_rows_size(); ++next_) {
      v1::QuarantinedRow& row = *page_.mutable_quarantined_rows(next_);
      const int64_t of = PlaceOf(row).sequence;
      if (of > sequence) return rows;
      if (of == sequence) rows.push_back(std::move(row));
    }
    if (last_page_) return rows;
    ASSIGN_OR_RETURN(
        page_, CallPatiently(connection_, *stub_,
                             &v1::QuarantineService::Stub::ListQuarantinedRows,
                             request_));
    next_ = 0;
    request_.set_page_token(page_.next_page_token());
    last_page_ = page_.next_page_token().empty();
  }
}

RefusedPlace PlaceOf(const v1::QuarantinedRow& row) {
  RefusedPlace place;
  const absl::string_view id =
      absl::string_view(row.name()).substr(row.name().rfind('/') + 1);
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(id, absl::MaxSplits('-', 1));
  (void)absl::SimpleAtoi(parts.first, &place.sequence);
  (void)absl::SimpleAtoi(parts.second, &place.position);
  return place;
}

}  // namespace iku::ctl
