#ifndef IKU_TESTS_UNIT_COLLECTION_COORDINATION_COORDINATION_SERVICE_H_
#define IKU_TESTS_UNIT_COLLECTION_COORDINATION_COORDINATION_SERVICE_H_

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "services/collection/coordination/coordination_handler.h"
#include "services/collection/coordination/coordination_kind.h"
#include "tests/support/matchers.h"
#include "tests/unit/collection/record_service.h"

namespace iku::collection {

using CoordinationCalls =
    test::RecordService<CoordinationKind, CoordinationHandler,
                        v1::CoordinationService>;
using Stub = CoordinationCalls::Stub;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

inline std::string NameWith(const std::string& id) {
  return "districts/35.08.21/coordinationRecords/" + id;
}

inline v1::CoordinationRecord Meeting(const std::string& id) {
  auto record = Parse<v1::CoordinationRecord>(R"pb(
    kind: COORDINATION_KIND_MEETING
    subject: "Rakor penanganan stunting"
    held_date { year: 2025 month: 3 day: 10 }
    place: "Pendopo Kecamatan"
    section: "Kasi Kesejahteraan Rakyat"
    agencies { name: "Puskesmas Sumbersuko" type: AGENCY_TYPE_REGENCY_AGENCY }
    agencies { name: "Polsek Sumbersuko" type: AGENCY_TYPE_SECURITY_FORCES }
    document_number: "005/112/427.91/2025"
    result: "Disepakati pendataan ulang balita."
    due_date { year: 2025 month: 4 day: 30 }
    sub_activity_code: "7.01.02.2.01.0001"
  )pb");
  record.set_name(NameWith(id));
  return record;
}

inline v1::FollowUp DoneStep() {
  return Parse<v1::FollowUp>(R"pb(
    state: FOLLOW_UP_STATE_DONE
    date { year: 2025 month: 4 day: 21 }
    evidence {
      kind: "Berita Acara"
      number: "005/200"
      date { year: 2025 month: 4 day: 21 }
      uri: "https://arsip.lumajangkab.go.id/ba-200.pdf"
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    }
    note: "Pendataan selesai di delapan desa."
  )pb");
}

inline v1::FollowUp BegunStep() {
  return Parse<v1::FollowUp>(R"pb(
    state: FOLLOW_UP_STATE_IN_PROGRESS
    date { year: 2025 month: 4 day: 1 }
  )pb");
}

class CoordinationServiceTest : public ::testing::Test {
 protected:
  using Result = absl::StatusOr<v1::CoordinationRecord>;

  Result Create(const v1::CoordinationRecord& record,
                bool validate_only = false) {
    v1::CreateCoordinationRecordRequest request;
    *request.mutable_coordination_record() = record;
    request.set_validate_only(validate_only);
    return service_(&Stub::CreateCoordinationRecord, request);
  }
  Result Get(const std::string& id) {
    v1::GetCoordinationRecordRequest request;
    request.set_name(NameWith(id));
    return service_(&Stub::GetCoordinationRecord, request);
  }
  Result Correct(const v1::CoordinationRecord& record,
                 const std::string& request_id,
                 const std::string& reason = "Salah ketik") {
    v1::CorrectCoordinationRecordRequest request;
    *request.mutable_coordination_record() = record;
    request.set_reason(reason);
    request.set_request_id(request_id);
    return service_(&Stub::CorrectCoordinationRecord, request);
  }
  Result Void(const std::string& id, const std::string& etag = "") {
    v1::VoidCoordinationRecordRequest request;
    request.set_name(NameWith(id));
    request.set_reason("Tercatat dua kali");
    request.set_etag(etag);
    return service_(&Stub::VoidCoordinationRecord, request);
  }
  Result Follow(const std::string& id, const v1::FollowUp& step,
                const std::string& request_id, const std::string& etag = "",
                bool validate_only = false) {
    v1::AddFollowUpRequest request;
    request.set_name(NameWith(id));
    *request.mutable_follow_up() = step;
    request.set_request_id(request_id);
    request.set_etag(etag);
    request.set_validate_only(validate_only);
    return service_(&Stub::AddFollowUp, request);
  }
  absl::StatusOr<v1::ListCoordinationRecordsResponse> List(
      const std::string& text) {
    auto request = Parse<v1::ListCoordinationRecordsRequest>(text);
    if (request.parent().empty()) request.set_parent("districts/35.08.21");
    return service_(&Stub::ListCoordinationRecords, request);
  }
  std::vector<std::string> IdsOf(const std::string& text) {
    const auto page = List(text);
    EXPECT_THAT(page, test::IsOk());
    std::vector<std::string> ids;
    if (!page.ok()) return ids;
    for (const v1::CoordinationRecord& record : page->coordination_records()) {
      ids.push_back(record.name().substr(NameWith("").size()));
    }
    return ids;
  }

  CoordinationCalls service_{{{"35.08.21", {}}, {"35.08.20", {}}}};
};

}  // namespace iku::collection

#endif  // IKU_TESTS_UNIT_COLLECTION_COORDINATION_COORDINATION_SERVICE_H_
