#ifndef IKU_SERVICES_IKUCTL_COMMAND_LISTING_H_
#define IKU_SERVICES_IKUCTL_COMMAND_LISTING_H_

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/ikuctl/command/commands.h"
#include "services/ikuctl/import/words.h"
#include "services/ikuctl/output/table.h"

namespace iku::ctl {

// Cells of one record; the first one is its name, or its code where that is all
// one needs.
using Row = std::vector<std::string>;

// How a row is written: words in a language for readers, the contract's names
// for machines.
struct Style {
  bool for_reader;
  Language language;
};

template <typename Code>
std::string Shown(Code code, const Style& style) {
  if (style.for_reader) return WordFor(code, style.language);
  return google::protobuf::GetEnumDescriptor<Code>()
      ->FindValueByNumber(code)
      ->name();
}

// An instant; for readers as the clock on the wall shows it in the district of
// `name`.
std::string TimeOf(const google::protobuf::Timestamp& time,
                   absl::string_view name, const Style& style);

// Prints records as they come in pages, at most --limit. Not thread-safe.
class Listing {
 public:
  // Where a table shows the first cell of a row.
  enum class First { kInRow, kBelowRow };

  // `titles` are keys of texts and the titles of the CSV. `work` outlives it.
  Listing(const Work& work, const std::vector<std::string>& titles,
          First first = First::kInRow);

  Style style() const;
  void Add(const google::protobuf::Message& record, Row row);
  int left() const { return work_.options.limit - count_; }
  // `more` says that there are records that were not added.
  void Finish(bool more);

 private:
  void AddToTable(Row row);

  const Work& work_;
  const First first_;
  std::optional<Table> table_;
  int count_ = 0;
};

// Pages through one list until --limit. `records` takes the records out of a
// reply, `row_of` makes the Row of one in a Style.
template <typename Stub, typename Request, typename Reply, typename Records,
          typename RowOf>
int ListAll(const Work& work, Stub& stub,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                         Reply*),
            Request request, Listing listing, Records records, RowOf row_of) {
  constexpr int kLargestPage = 1000;
  do {
    request.set_page_size(std::min(listing.left(), kLargestPage));
    const absl::StatusOr<Reply> reply =
        Call(work.connection, stub, method, request);
    if (!reply.ok()) return RefuseCollection(work, reply.status());
    for (const auto& record : records(*reply)) {
      listing.Add(record, row_of(record, listing.style()));
    }
    request.set_page_token(reply->next_page_token());
  } while (!request.page_token().empty() && listing.left() > 0);
  listing.Finish(!request.page_token().empty());
  return kDone;
}

// Reads a word of the command line into a code; complains about others.
template <typename Code>
Code WordOf(const std::string& word, const char* flag,
            std::optional<Code> (*read)(absl::string_view),
            std::string (*usual)(Language), Language language,
            std::vector<Complaint>& wrong) {
  if (word.empty()) return Code{};
  const std::optional<Code> code = read(word);
  if (!code.has_value()) {
    wrong.push_back(
        {"flag_word",
         {{"flag", flag}, {"value", word}, {"allowed", usual(language)}}});
  }
  return code.value_or(Code{});
}

}  // namespace iku::ctl

#endif  // IKU_SERVICES_IKUCTL_COMMAND_LISTING_H_
