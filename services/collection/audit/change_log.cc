#include "services/collection/audit/change_log.h"

#include <map>
#include <string>
#include <utility>

#include "common/status/errors.h"
#include "common/status/macros.h"
#include "services/collection/store/packed_id.h"

namespace iku::collection {
namespace {

constexpr char kHead[] =
    "SELECT chain_hash FROM changes WHERE district_code = ?"
    " ORDER BY version DESC LIMIT 1";
constexpr char kAppend[] =
    "INSERT INTO changes (district_code, version, actor, action, collection,"
    " resource, resources, reason, before_hash, after_hash, chain_hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

// The last link of each chain that this transaction has made longer, so that
// the next work need not look for it.
class ChainHeads final : public sqlite::Transaction::Shared {
 public:
  absl::StatusOr<Sha256> HeadOf(sqlite::Connection& connection,
                                const std::string& district) {
    const auto known = heads_.find(district);
    if (known != heads_.end()) return known->second;
    ASSIGN_OR_RETURN(sqlite::Statement * head, connection.Prepare(kHead));
    head->Bind(district);
    ASSIGN_OR_RETURN(const bool found, head->Step());
    if (!found) return Sha256();
    const std::optional<Sha256> hash = Sha256::FromBytes(head->Blob(0));
    head->Reset();
    if (!hash) {
      return MakeError(absl::StatusCode::kDataLoss, code::kStoreDamaged);
    }
    return *hash;
  }
  void Set(std::string district, const Sha256& head) {
    heads_.insert_or_assign(std::move(district), head);
  }
  absl::Status BeforeCommit(sqlite::Transaction&) override {
    return absl::OkStatus();
  }

 private:
  std::map<std::string, Sha256> heads_;
};

void BindHash(sqlite::Statement& statement, int position,
              const std::optional<Sha256>& hash) {
  if (hash) {
    statement.BindBlob(position, hash->bytes());
  } else {
    statement.BindNull(position);
  }
}

}  // namespace

absl::Status AppendChange(sqlite::Transaction& transaction,
                          const Change& change) {
  sqlite::Connection& connection = transaction.connection();
  ASSIGN_OR_RETURN(const int64_t version, transaction.data_version());
  ChainHeads& heads = transaction.Share<ChainHeads>();
  ASSIGN_OR_RETURN(const Sha256 previous,
                   heads.HeadOf(connection, change.district));
  const Sha256 chain = ChainHash(previous, change, version, transaction.now());
  ASSIGN_OR_RETURN(sqlite::Statement * append, connection.Prepare(kAppend));
  append->Bind(change.district, version, change.actor,
               static_cast<int>(change.action),
               static_cast<int>(change.collection));
  BindId(*append, 6, change.resource);
  append->BindInt(7, change.resources);
  append->BindTextOrNull(8, change.reason);
  BindHash(*append, 9, change.before);
  BindHash(*append, 10, change.after);
  append->BindBlob(11, chain.bytes());
  RETURN_IF_ERROR(append->Run());
  transaction.Touch(change.district);
  transaction.OnKept([&heads, district = change.district, chain]() mutable {
    heads.Set(std::move(district), chain);
  });
  return absl::OkStatus();
}

}  // namespace iku::collection
