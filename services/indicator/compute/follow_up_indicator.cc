#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "services/indicator/compute/indicators.h"
#include "services/indicator/compute/labels.h"
#include "services/indicator/definition/policies.h"
#include "services/indicator/formula/follow_up_share.h"

namespace iku::indicator {
namespace {

void AddGroup(absl::string_view dimension, const std::string& value,
              const std::string& label, const FollowUpCounts& records,
              const FollowUpPolicy& policy, v1::FollowUpDetail& detail) {
  const std::optional<Share> share = FollowUpShare(records, policy);
  if (!share.has_value()) return;
  v1::FollowUpGroup& group = *detail.add_groups();
  group.set_dimension(std::string(dimension));
  group.set_value(value);
  group.set_label(label);
  group.set_followed_up(share->numerator);
  group.set_records(share->denominator);
  group.set_share(share->value.ToString());
}

void FillGroups(const DistrictFacts& facts, const IndicatorQuestion& question,
                v1::FollowUpDetail& detail) {
  const FollowUpPolicy& policy = question.policies.follow_up;
  const auto add_named = [&](absl::string_view dimension,
                             const std::vector<std::string>& values,
                             const std::map<std::string, FollowUpCounts>& all) {
    for (const std::string& value : values) {
      const auto records = all.find(value);
      if (records == all.end()) continue;
      AddGroup(dimension, value, LabelOf(value, question.language),
               records->second, policy, detail);
    }
  };
  add_named("kind", CoordinationKinds(), facts.coordination_by_kind);
  for (const auto& [section, records] : facts.coordination_by_section) {
    AddGroup("section", section, section, records, policy, detail);
  }
  add_named("agency-type", AgencyTypes(), facts.coordination_by_agency_type);
}

void FillOverdue(const DistrictFacts& facts, const Date& as_of,
                 v1::FollowUpDetail& detail) {
  for (const OverdueRecord& record : facts.overdue) {
    v1::OverdueResult& overdue = *detail.add_overdue();
    overdue.set_record(record.record);
    overdue.set_subject(record.subject);
    overdue.set_section(record.section);
    SetDate(record.due, *overdue.mutable_due_date());
    overdue.set_days_late(static_cast<int32_t>(
        std::max<int64_t>(0, DaysBetween(record.due, as_of))));
    overdue.set_state(std::string(NameOf(record.state)));
  }
  detail.set_overdue_total(facts.overdue_total);
}

}  // namespace

void FillFollowUp(const DistrictFacts& facts, const IndicatorQuestion& question,
                  const Date& as_of, v1::Indicator& indicator) {
  const FollowUpPolicy& policy = question.policies.follow_up;
  v1::FollowUpDetail& detail = *indicator.mutable_follow_up();
  for (const FollowUpState state : kFollowUpStates) {
    v1::FollowUpCount& count = *detail.add_counts();
    count.set_state(std::string(NameOf(state)));
    const auto records = facts.coordination.find(state);
    count.set_records(records == facts.coordination.end() ? 0
                                                          : records->second);
    count.set_counted(policy.followed_up.count(state) > 0);
  }
  FillGroups(facts, question, detail);
  FillOverdue(facts, as_of, detail);
  SetDate(as_of, *detail.mutable_cut_off());
  const std::optional<Share> share = FollowUpShare(facts.coordination, policy);
  if (share.has_value()) {
    SetShare(*share, indicator);
  } else {
    SetNoData(indicator);
  }
}

}  // namespace iku::indicator
