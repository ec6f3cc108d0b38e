#include "services/indicator/compute/answer_memory.h"

#include <utility>

#include "google/protobuf/unknown_field_set.h"

namespace iku::indicator {
namespace {

// What an allocation takes beside its content: the allocator's own words and,
// of a node, its links.
constexpr size_t kAllocation = 16;
constexpr size_t kNode = kAllocation + 4 * sizeof(void*);

// Beside the string itself.
size_t HeapOf(const std::string& text) {
  const bool inside = text.capacity() < sizeof(std::string) / 2;
  return inside ? 0 : text.capacity() + kAllocation;
}

template <typename T>
size_t HeapOf(const std::vector<T>& values) {
  return values.capacity() * sizeof(T) + kAllocation;
}

size_t HeapOf(const FactsSelection& selection) {
  return selection.survey_dimensions.size() *
             (kNode + sizeof(SurveyDimension)) +
         HeapOf(selection.earlier_survey_periods) +
         HeapOf(selection.document_fiscal_years);
}

}  // namespace

void RememberedAnswer::SetAnswer(v1::DistrictIndicators answer) {
  indicators.clear();
  for (const v1::Indicator& indicator : answer.indicators()) {
    indicators.push_back(indicator.SerializeAsString());
  }
  answer.clear_indicators();
  frame = std::move(answer);
}

void RememberedAnswer::Fill(v1::DistrictIndicators& reply) const {
  reply = frame;
  // On the wire a field is a field, whether the message knows it or not.
  google::protobuf::UnknownFieldSet& fields =
      *reply.GetReflection()->MutableUnknownFields(&reply);
  for (const std::string& indicator : indicators) {
    fields.AddLengthDelimited(v1::DistrictIndicators::kIndicatorsFieldNumber,
                              indicator);
  }
}

size_t RememberedAnswer::Bytes() const {
  size_t bytes = sizeof(RememberedAnswer) +
                 static_cast<size_t>(frame.SpaceUsedLong()) +
                 HeapOf(selection) + HeapOf(facts_etag) + HeapOf(indicators);
  for (const std::string& indicator : indicators) bytes += HeapOf(indicator);
  return bytes;
}

std::shared_ptr<const RememberedAnswer> AnswerMemory::Find(
    const std::string& question) {
  MutexLock lock(mutex_);
  const auto found = by_question_.find(question);
  if (found == by_question_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return found->second->answer;
}

void AnswerMemory::Keep(const std::string& question,
                        std::shared_ptr<const RememberedAnswer> answer) {
  // The question stands in both containers; the table is half empty at times.
  constexpr size_t kEntry =
      kNode + sizeof(Kept) + 2 * (sizeof(std::string) + 2 * sizeof(void*));
  const size_t bytes = kEntry + 2 * (question.size() + kAllocation) +
                       kNode /* of the shared pointer */ + answer->Bytes();
  MutexLock lock(mutex_);
  const auto found = by_question_.find(question);
  if (found != by_question_.end()) Forget(found->second);
  if (bytes > max_bytes_) return;
  while (bytes_ + bytes > max_bytes_) Forget(std::prev(order_.end()));
  order_.push_front({question, std::move(answer), bytes});
  by_question_.emplace(question, order_.begin());
  bytes_ += bytes;
}

void AnswerMemory::Forget(Order::iterator kept) {
  bytes_ -= kept->bytes;
  by_question_.erase(kept->question);
  order_.erase(kept);
}

}  // namespace iku::indicator
