#include "services/collection/facts/facts_proto.h"

#include "absl/strings/str_cat.h"
#include "services/collection/coordination/coordination_proto.h"
#include "services/collection/record/record.h"
#include "services/collection/record/validation.h"
#include "services/collection/register/register_proto.h"
#include "services/collection/survey/elements.h"

namespace iku::collection {
namespace {

v1::SurveyMoments ToProto(const SurveyMoments& moments) {
  v1::SurveyMoments proto;
  proto.set_responses(moments.responses);
  proto.set_sum_of_totals(moments.sum_of_totals);
  proto.set_sum_of_squared_totals(moments.sum_of_squared_totals);
  for (size_t i = 0; i < kElementCount; ++i) {
    v1::ElementMoments& element = *proto.add_elements();
    element.set_element(std::string(kElements[i]));
    element.set_sum(moments.elements[i].sum);
    element.set_sum_of_squares(moments.elements[i].sum_of_squares);
    element.set_sum_with_total(moments.elements[i].sum_with_total);
  }
  return proto;
}

v1::SurveyPairs ToProto(const SurveyPairs& pairs) {
  v1::SurveyPairs proto;
  for (const PairSums& pair : pairs) {
    proto.add_answered(pair.answered);
    proto.add_sums_of_first(pair.first);
    proto.add_sums_of_second(pair.second);
    proto.add_sums_of_products(pair.products);
  }
  return proto;
}

v1::SurveyTally ToProto(const SurveyTally& tally) {
  v1::SurveyTally proto;
  proto.set_dimension(static_cast<v1::SurveyDimension>(tally.group.dimension));
  proto.set_value(ShownValue(tally.group));
  proto.set_responses(tally.count.responses);
  for (size_t i = 0; i < kElementCount; ++i) {
    const ScoreCounts& counts = tally.count.answers[i];
    if (counts == ScoreCounts{}) continue;
    v1::ElementTally& element = *proto.add_elements();
    element.set_element(std::string(kElements[i]));
    element.mutable_counts()->Add(counts.begin(), counts.end());
  }
  if (tally.moments) *proto.mutable_moments() = ToProto(*tally.moments);
  proto.set_period(tally.period.ToString());
  if (tally.pairs) *proto.mutable_pairs() = ToProto(*tally.pairs);
  return proto;
}

v1::CoordinationTally ToProto(const CoordinationTally& tally) {
  v1::CoordinationTally proto;
  proto.set_kind(static_cast<v1::CoordinationKind>(tally.kind));
  proto.set_section(tally.section);
  proto.set_follow_up_state(
      static_cast<v1::FollowUpState>(tally.follow_up_state));
  proto.set_records(tally.records);
  return proto;
}

v1::AgencyTally ToProto(const AgencyTally& tally) {
  v1::AgencyTally proto;
  proto.set_agency_type(static_cast<v1::AgencyType>(tally.agency_type));
  proto.set_follow_up_state(
      static_cast<v1::FollowUpState>(tally.follow_up_state));
  proto.set_records(tally.records);
  return proto;
}

v1::OverdueRecord ToProto(const OverdueRecord& record,
                          const std::string& district) {
  v1::OverdueRecord proto;
  proto.set_name(NameOf(RecordKey{district, record.id}, kCoordinationRecords));
  proto.set_subject(record.subject);
  *proto.mutable_held_date() = collection::ToProto(record.held_date);
  *proto.mutable_due_date() = collection::ToProto(record.due_date);
  proto.set_section(record.section);
  proto.set_follow_up_state(
      static_cast<v1::FollowUpState>(record.follow_up_state));
  return proto;
}

v1::VillageDocumentFact ToProto(const VillageDocumentFact& fact,
                                const std::string& district) {
  v1::VillageDocumentFact proto;
  proto.set_name(NameOf(RecordKey{district, fact.id}, "villageDocuments"));
  proto.set_village(fact.village);
  proto.set_kind(static_cast<v1::VillageDocumentKind>(fact.kind));
  proto.set_fiscal_year(fact.fiscal_year);
  proto.set_revision(fact.revision);
  if (fact.enacted_date) {
    *proto.mutable_enacted_date() = collection::ToProto(*fact.enacted_date);
  }
  if (fact.received_date) {
    *proto.mutable_received_date() = collection::ToProto(*fact.received_date);
  }
  if (fact.agreed_date) {
    *proto.mutable_agreed_date() = collection::ToProto(*fact.agreed_date);
  }
  proto.set_regulation_number(fact.regulation_number);
  proto.set_has_evidence(fact.has_evidence);
  return proto;
}

}  // namespace

v1::DistrictFacts ToProto(const DistrictFacts& facts) {
  v1::DistrictFacts proto;
  proto.set_district(absl::StrCat("districts/", facts.district));
  for (const Registered<Region>& region : facts.regions) {
    *proto.add_regions() = ToProto(region);
  }
  proto.set_data_version(facts.data_version);
  *proto.mutable_read_time() = ToProto(facts.read_time);
  for (const SurveyTally& tally : facts.survey_tallies) {
    *proto.add_survey_tallies() = ToProto(tally);
  }
  for (const SurveyTally& tally : facts.earlier_survey_tallies) {
    *proto.add_earlier_survey_tallies() = ToProto(tally);
  }
  for (const Registered<OfferedService>& service : facts.offered_services) {
    *proto.add_offered_services() = ToProto(service);
  }
  for (const AgencyTally& tally : facts.agency_tallies) {
    *proto.add_agency_tallies() = ToProto(tally);
  }
  for (const OverdueRecord& record : facts.overdue_records) {
    *proto.add_overdue_records() = ToProto(record, facts.district);
  }
  proto.set_overdue_total(facts.overdue_total);
  for (const CoordinationTally& tally : facts.coordination_tallies) {
    *proto.add_coordination_tallies() = ToProto(tally);
  }
  for (const Registered<Region>& village : facts.villages) {
    *proto.add_villages() = ToProto(village);
  }
  for (const VillageDocumentFact& fact : facts.village_documents) {
    *proto.add_village_documents() = ToProto(fact, facts.district);
  }
  if (facts.served_population) {
    *proto.mutable_served_population() = ToProto(*facts.served_population);
  }
  return proto;
}

v1::VerifyTalliesResponse ToProto(const TallyReport& report) {
  v1::VerifyTalliesResponse proto;
  proto.set_districts(report.districts);
  proto.set_records(report.records);
  proto.set_tallies(report.tallies);
  proto.set_mismatches_total(report.mismatches_total);
  for (const TallyMismatch& one : report.mismatches) {
    v1::TallyMismatch& mismatch = *proto.add_mismatches();
    mismatch.set_district(one.district);
    mismatch.set_tally(one.tally);
    mismatch.set_kept(one.kept);
    mismatch.set_counted(one.counted);
  }
  proto.set_data_version(report.data_version);
  return proto;
}

}  // namespace iku::collection
