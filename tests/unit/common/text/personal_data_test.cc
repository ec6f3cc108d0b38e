#include "common/text/personal_data.h"

#include "gtest/gtest.h"

namespace iku {
namespace {

TEST(PersonalDataTest, SixteenDigitsAreANik) {
  for (const char* text :
       {"3508214506900001", "NIK saya 3508214506900001.", "3508 2145 0690 0001",
        "350821-450690-0001", "35.0821.450690.0001",
        "NIK:3508214506900001,terima kasih", "9999999999999999"}) {
    EXPECT_EQ(FindPersonalData(text), PersonalData::kNik) << text;
  }
}

TEST(PersonalDataTest, PhoneNumbersAreFoundHoweverTheyAreWritten) {
  for (const char* text :
       {"081234567890", "hubungi 0812-3456-7890 ya", "0812 3456 7890",
        "+62 812 3456 7890", "+62812-3456-7890", "6281234567890",
        "62.812.3456.7890", "0812.3456.7890", "0334-8812345",
        "WA:081234567890!", "pada 12 0812 3456 7890"}) {
    EXPECT_EQ(FindPersonalData(text), PersonalData::kPhone) << text;
  }
}

TEST(PersonalDataTest, DatesAmountsAndLetterNumbersAreNeither) {
  for (const char* text : {"",
                           "Pelayanan cepat dan ramah",
                           "30 September 2025",
                           "2025-06-30 2025-07-01",
                           "30.06.2025 - 01.07.2025",
                           "01-02-2025 s.d. 03-04-2025",
                           "pukul 07.00 - 15.00 dan 09.30 - 11.30",
                           "Rp 62500000000",
                           "Rp1.500.000.000",
                           "Rp. 62.500.000.000,00",
                           "62.500.000.000",
                           "Nomor 005/123/35.08.21/2025",
                           "Nomor 470/0812/427.91/2025",
                           "800.1.11.1/0123/2025",
                           "35.08.21.2001",
                           "7.01.02.2.01.0001",
                           "antre 120 orang",
                           "2024 2025",
                           "tahun 2024 2025 2026 2027",
                           "5 dari 10",
                           "0812"}) {
    EXPECT_EQ(FindPersonalData(text), std::nullopt) << text;
  }
}

TEST(PersonalDataTest, SeventeenDigitsAreNoNik) {
  EXPECT_EQ(FindPersonalData("35082145069000012"), std::nullopt);
}

TEST(PersonalDataAsIdTest, ANikOrAMobileNumberIsNoId) {
  EXPECT_EQ(PersonalDataAsId("3508214506900001"), PersonalData::kNik);
  EXPECT_EQ(PersonalDataAsId("350821-450690-0001"), PersonalData::kNik);
  EXPECT_EQ(PersonalDataAsId("081234567890"), PersonalData::kPhone);
  EXPECT_EQ(PersonalDataAsId("0812-3456-7890"), PersonalData::kPhone);
  EXPECT_EQ(PersonalDataAsId("6281234567890"), PersonalData::kPhone);
}

TEST(PersonalDataAsIdTest, NumbersThatIdsAreMadeOfAreIds) {
  for (const char* id :
       {"1", "0000000001", "0800000001", "20250630", "2025063012345678",
        "2025-06-30-0001", "20250630-0000000123", "1732694400123456",
        "0192f3c4-5d7e-7a10-9c1b-3f2e8d6a4b57",
        "08123456-7890-4111-8222-123456789012",
        "35082145-0690-4001-8000-000000000001", "a3508214506900001",
        "r-081234567890", "62812345678901234"}) {
    EXPECT_EQ(PersonalDataAsId(id), std::nullopt) << id;
  }
}

}  // namespace
}  // namespace iku
