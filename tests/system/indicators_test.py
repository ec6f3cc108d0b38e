"""The main job on real input: three kinds of records in, the IKU sheet out."""

import unittest

from harness import ROOT, SUMBERSUKO, SystemTest, answers

SAMPLE = ROOT / "deploy/sample"
SAMPLE_COLUMNS = ("id=no,date=date,service=service,sex=gender,age=age,"
                  "education=education,occupation=job,requirements=u1,"
                  "procedure=u2,time=u3,cost=u4,product=u5,competence=u6,"
                  "behaviour=u7,facilities=u8,complaints=u9")


class PublishedFigures(SystemTest):

    def test_wonosobo_2020_gives_86_33_b(self):
        self.import_survey(
            ROOT / "tests/published/data/wonosobo_dpmptsp_2020.csv",
            "--date=2020-12-01")
        ikm = self.compute("2020")["ikm"]
        self.assertEqual((ikm["value"], ikm["grade"]), ("86.33", "B"))
        self.assertEqual((ikm["numerator"], ikm["denominator"],
                          ikm["exactValue"]), ("3108", "900", "259/3"))

    def test_kemenag_sums_give_91_48_exact_and_90_56_with_0_11(self):
        sums = (105, 101, 100, 116, 102, 105, 106, 105, 115)
        path = self.write("kemenag.csv", answers(sums, 29))
        self.import_survey(path, "--date=2025-09-30")
        exact = self.compute("2025-Q3")["ikm"]
        eleven = self.compute("2025-Q3", "--profile=weight-0.11")["ikm"]
        self.assertEqual((exact["value"], exact["grade"]), ("91.48", "A"))
        self.assertEqual((eleven["value"], eleven["grade"]), ("90.56", "A"))
        self.assertEqual((exact["profile"], eleven["profile"]),
                         ("exact", "weight-0.11"))


class SampleYear(SystemTest):

    def setUp(self):
        super().setUp()
        district = f"--district={SUMBERSUKO}"
        self.ikuctl("import", "services", SAMPLE / "services.csv", district)
        self.ikuctl("import", "survey", SAMPLE / "survey_2021.csv", district,
                    f"--columns={SAMPLE_COLUMNS}")
        self.ikuctl("import", "coordination",
                    SAMPLE / "coordination_2021.csv", district)
        self.ikuctl("import", "village-documents",
                    SAMPLE / "village_documents_2021.csv", district)

    def test_the_three_indicators_of_the_year(self):
        found = self.compute("2021")
        self.assertEqual(
            {id: (one["value"], one["numerator"], one["denominator"])
             for id, one in found.items()},
            {"ikm": ("88.39", "891", "252"),
             "coordination-follow-up": ("87.50", "21", "24"),
             "village-documents-on-time": ("83.33", "20", "24")})
        self.assertEqual(found["ikm"]["grade"], "A")

    def test_a_quarter_counts_what_falls_into_it(self):
        found = self.compute("2021-Q1")
        documents = found["village-documents-on-time"]
        self.assertEqual((documents["numerator"], documents["denominator"]),
                         ("7", "8"))
        meetings = found["coordination-follow-up"]
        self.assertEqual((meetings["numerator"], meetings["denominator"]),
                         ("7", "7"))

    def test_a_year_without_records_is_no_data_and_not_zero(self):
        found = self.compute("2019")
        self.assertEqual(len(found), 3)
        for indicator in ("ikm", "coordination-follow-up"):
            self.assertIn("NO_DATA", found[indicator]["flags"])
            self.assertEqual(found[indicator]["value"], "")

    def test_a_year_in_which_owed_documents_were_not_sent_is_zero(self):
        documents = self.compute("2019")["village-documents-on-time"]
        self.assertEqual((documents["value"], documents["denominator"]),
                         ("0.00", "24"))
        self.assertEqual(documents["flags"], ["NOTHING_RECEIVED"])
        not_joined = self.compute("2019", "--policies=silent=no-data")
        documents = not_joined["village-documents-on-time"]
        self.assertEqual(documents["value"], "")
        self.assertEqual(documents["flags"], ["NO_DATA", "NOTHING_RECEIVED"])

    def test_importing_again_changes_nothing(self):
        before = self.compute("2021")
        again = self.ikuctl("import", "survey", SAMPLE / "survey_2021.csv",
                            f"--district={SUMBERSUKO}",
                            f"--columns={SAMPLE_COLUMNS}")
        self.assertIn("0 disimpan, 41 sudah ada, 0 ditolak", again.stdout)
        self.ikuctl("import", "coordination",
                    SAMPLE / "coordination_2021.csv",
                    f"--district={SUMBERSUKO}")
        self.assertEqual(before, self.compute("2021"))
        self.assertEqual(self.count(), 41)
        self.assertEqual(self.count("coordinationRecords"), 24)

    def test_the_sheet_holds_tasks_formulas_and_values(self):
        sheet = self.ikuctl("sheet", f"--district={SUMBERSUKO}",
                            "--period=2021").stdout
        flat = " ".join(sheet.split())
        for text in ("Melaksanakan kewenangan pemerintahan", "88,39", "87,50",
                     "83,33", "Kasi Pemerintahan", "Camat Sumbersuko"):
            self.assertIn(text, flat)
        english = self.ikuctl("sheet", f"--district={SUMBERSUKO}",
                              "--period=2021", lang="en").stdout
        self.assertIn("88.39", english)

    def test_void_correct_and_follow_up_show_in_the_next_answer(self):
        name = f"districts/{SUMBERSUKO}/coordinationRecords"
        listed = self.call(self.collection,
                           "iku.collection.v1.CoordinationService",
                           "ListCoordinationRecords",
                           {"parent": f"districts/{SUMBERSUKO}",
                            "followUpState": "FOLLOW_UP_STATE_OPEN"})
        first, second = listed["coordinationRecords"]
        self.assertTrue(first["name"].startswith(name))
        self.ikuctl("void", first["name"], "--reason=tercatat dua kali")
        self.ikuctl("follow-up", second["name"], "--state=DONE",
                    "--date=2022-01-10", "--evidence_kind=Surat",
                    "--evidence_number=005/1/2022",
                    "--evidence_date=2022-01-10")
        one = self.compute("2021")["coordination-follow-up"]
        self.assertEqual((one["numerator"], one["denominator"]), ("22", "23"))
        self.ikuctl("verify")


if __name__ == "__main__":
    unittest.main()
