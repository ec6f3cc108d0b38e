#include "tests/store/record_samples.h"

#include "absl/strings/str_cat.h"

namespace iku::test {

using collection::CoordinationRecord;
using collection::SurveyResponse;
using collection::VillageDocument;

SurveyResponse SurveySamples::Make(int n) {
  SurveyResponse response;
  response.response_date = AddDays({2025, 1, 1}, n);
  response.service = n % 2 == 0 ? "" : "ktp";
  response.scores = {4, 3, 3, 4, 3, 4, 3, 3, 0};
  response.scores[0] = static_cast<uint8_t>(n % 4 + 1);
  response.sex = collection::v1::SEX_FEMALE;
  response.comment = "Pelayanan cepat";
  return response;
}

SurveyResponse SurveySamples::Changed(SurveyResponse content) {
  content.scores[0] = content.scores[0] == 1 ? 2 : 1;
  content.scores[8] = 4;
  return content;
}

// The columns of survey_tallies that count an element, whose answer stands at
// the decimal place `place` of the column scores.
#define IKU_COUNTED(element, place) \
  ", sum(scores / " place           \
  " % 10 = 1)"                      \
  ", sum(scores / " place           \
  " % 10 = 2)"                      \
  ", sum(scores / " place           \
  " % 10 = 3)"                      \
  ", sum(scores / " place " % 10 = 4)"

const char SurveySamples::kWrongTallies[] = R"sql(
WITH
active AS (
  SELECT district_code, response_date / 100 AS month, service_code, scores,
         sex, age_band, education, occupation
  FROM survey_responses WHERE superseded_version IS NULL AND state = 1),
grouped AS (
  SELECT district_code, 0 AS dimension, '' AS value, month, scores FROM active
  UNION ALL SELECT district_code, 1, service_code, month, scores FROM active
  UNION ALL SELECT district_code, 2, CAST(sex AS TEXT), month, scores
            FROM active
  UNION ALL SELECT district_code, 3, CAST(age_band AS TEXT), month, scores
            FROM active
  UNION ALL SELECT district_code, 4, CAST(education AS TEXT), month, scores
            FROM active
  UNION ALL SELECT district_code, 5, CAST(occupation AS TEXT), month, scores
            FROM active),
counted AS (
  SELECT district_code, dimension, value, month, count(*))sql" IKU_COUNTED(
    "requirements", "100000000") IKU_COUNTED("procedure", "10000000")
    IKU_COUNTED("time", "1000000") IKU_COUNTED("cost", "100000")
        IKU_COUNTED("product", "10000") IKU_COUNTED("competence", "1000")
            IKU_COUNTED("behaviour", "100") IKU_COUNTED("facilities", "10")
                IKU_COUNTED("complaints", "1") R"sql(
  FROM grouped GROUP BY 1, 2, 3, 4)
SELECT
  (SELECT count(*) FROM (SELECT * FROM counted
                         EXCEPT SELECT * FROM survey_tallies)) +
  (SELECT count(*) FROM (SELECT * FROM survey_tallies
                         EXCEPT SELECT * FROM counted)))sql";

CoordinationRecord CoordinationSamples::Make(int n) {
  CoordinationRecord record;
  record.kind = n % 2 == 0 ? collection::ResultKind::kMeeting
                           : collection::ResultKind::kTeamDecree;
  record.subject = absl::StrCat("Rapat koordinasi ", n);
  record.held_date = AddDays({2025, 1, 1}, n);
  record.section = "Kasi Pemerintahan";
  record.result = "Disepakati bersama";
  record.agencies = {
      {"Polsek Sumbersuko", collection::AgencyType::kSecurityForces}};
  return record;
}

CoordinationRecord CoordinationSamples::Changed(CoordinationRecord content) {
  content.place = "Pendopo Kecamatan";
  content.held_date = AddDays(content.held_date, 40);
  return content;
}

const char CoordinationSamples::kWrongTallies[] = R"sql(
WITH
counted AS (
  SELECT district_code, held_date / 100, kind, section, follow_up_state,
         count(*)
  FROM coordination_records WHERE superseded_version IS NULL AND state = 1
  GROUP BY 1, 2, 3, 4, 5),
kept AS (SELECT * FROM coordination_tallies WHERE records <> 0)
SELECT
  (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept)) +
  (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted)))sql";

VillageDocument VillageDocumentSamples::Make(int n) {
  VillageDocument document;
  document.village = "35.08.21.2001";
  document.kind = collection::DocumentKind::kApbDesa;
  document.fiscal_year = 2010 + n;
  document.regulation_number = absl::StrCat(n, "/2010");
  document.enacted_date = Date{2009 + n, 12, 30};
  document.note = "Diterima lewat pos";
  return document;
}

VillageDocument VillageDocumentSamples::Changed(VillageDocument content) {
  content.note = "Diperbaiki";
  return content;
}

// Village documents have no tallies: rules look at each of them.
const char VillageDocumentSamples::kWrongTallies[] = "SELECT 0";

}  // namespace iku::test
