#ifndef IKU_SERVICES_INDICATOR_COMPUTE_ANSWER_MEMORY_H_
#define IKU_SERVICES_INDICATOR_COMPUTE_ANSWER_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/civil/region_code.h"
#include "common/sync/mutex.h"
#include "iku/indicator/v1/indicator_service.pb.h"
#include "services/indicator/definition/rules.h"
#include "services/indicator/facts_client/facts.h"

namespace iku::indicator {

// An answer about the present, and all that it follows from. It is the answer
// as long as these stay the same.
struct RememberedAnswer {
  RegionCode district;
  FactsSelection selection;
  std::shared_ptr<const Rules> rules;
  std::string facts_etag;
  int64_t targets_generation = 0;
  // The answer without its indicators, which are kept as the bytes that they
  // are sent as: they hold hundreds of messages that nobody looks at again.
  v1::DistrictIndicators frame;
  std::vector<std::string> indicators;

  // Takes an answer apart.
  void SetAnswer(v1::DistrictIndicators answer);
  // Puts it together again in `reply`, which is only good to be sent.
  void Fill(v1::DistrictIndicators& reply) const;
  // That it holds, about; not the rules, which all answers by them share.
  size_t Bytes() const;
};

// The answers that were given last, so that a question that is asked again
// about facts that have not changed is not computed again. Holds at most so
// many bytes, about; what was not asked for longest goes first. Thread-safe.
class AnswerMemory {
 public:
  explicit AnswerMemory(size_t max_bytes) : max_bytes_(max_bytes) {}

  // Null when there is none. `question` is equal for equal questions only.
  std::shared_ptr<const RememberedAnswer> Find(const std::string& question);

  // Replaces what was kept for the same question.
  void Keep(const std::string& question,
            std::shared_ptr<const RememberedAnswer> answer);

 private:
  struct Kept {
    std::string question;
    std::shared_ptr<const RememberedAnswer> answer;
    size_t bytes = 0;
  };
  using Order = std::list<Kept>;  // what was asked for last comes first

  void Forget(Order::iterator kept) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t max_bytes_;
  Mutex mutex_;
  Order order_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, Order::iterator> by_question_
      ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace iku::indicator

#endif  // IKU_SERVICES_INDICATOR_COMPUTE_ANSWER_MEMORY_H_
