#include "services/indicator/compute/answer_memory.h"

#include <utility>

#include "google/protobuf/unknown_field_set.h"

namespace iku::indicator {

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
  size_t bytes =
      sizeof(RememberedAnswer) + static_cast<size_t>(frame.SpaceUsedLong());
  for (const std::string& indicator : indicators) bytes += indicator.size();
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
  // The question stands in both containers.
  const size_t bytes = 2 * question.size() + answer->Bytes();
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
