"""What ikuctl prints: both languages, every format, exit codes."""

import csv
import io
import json
import subprocess
import unittest

from harness import BIN, SUMBERSUKO, SystemTest, answers

DISTRICT = f"--district={SUMBERSUKO}"
YEAR = ("--period=2025",)
IKM = (*YEAR, "--indicators=ikm")


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


class Output(SystemTest):

    def setUp(self):
        super().setUp()
        sums = (105, 101, 100, 116, 102, 105, 106, 105, 115)
        self.import_survey(self.write("kemenag.csv", answers(sums, 29)),
                           "--date=2025-09-30")

    def ask(self, *arguments, **options):
        return self.ikuctl(*arguments, DISTRICT, **options).stdout

    def test_people_get_a_decimal_comma_in_indonesian_only(self):
        self.assertIn("91,48", self.ask("compute", *IKM))
        self.assertIn("Sangat Baik", self.ask("compute", *IKM))
        english = self.ask("compute", *IKM, lang="en")
        self.assertIn("91.48", english)
        self.assertIn("Very good", english)
        self.assertNotIn("91,48", english)

    def test_indonesian_is_the_default(self):
        done = subprocess.run([BIN / "ikuctl", "help"], capture_output=True,
                              text=True, timeout=30)
        self.assertIn("Kode keluar", done.stdout)

    def test_machines_get_a_decimal_point_in_either_language(self):
        for lang in ("id", "en"):
            one, = rows(self.ask("compute", *IKM, "--format=csv", lang=lang))
            self.assertEqual((one["value"], one["grade"], one["flags"]),
                             ("91.48", "A",
                              "POPULATION_UNKNOWN GRADE_UNCERTAIN"))
            reply = json.loads(
                self.ask("compute", *IKM, "--format=json", lang=lang))
            one, = reply["indicators"]
            self.assertEqual((one["id"], one["value"], one["exactValue"],
                              one["grade"], one["flags"]),
                             ("ikm", "91.48", "23875/261", "A",
                              ["POPULATION_UNKNOWN", "GRADE_UNCERTAIN"]))
            self.assertEqual(25 * int(one["numerator"]) * 261,
                             23875 * int(one["denominator"]))

    def test_the_sheet_in_every_format(self):
        sheet = json.loads(self.ask("sheet", *YEAR, "--format=json"))
        self.assertEqual(len(sheet["sheet"]["functions"]), 9)
        self.assertEqual([one["id"] for one in sheet["indicators"]],
                         ["ikm", "coordination-follow-up",
                          "village-documents-on-time"])
        titles = [one["title"] for one in
                  rows(self.ask("sheet", *YEAR, "--format=csv", lang="en"))]
        self.assertEqual(len(titles), 3)
        self.assertIn("KEY PERFORMANCE INDICATORS",
                      self.ask("sheet", *YEAR, lang="en"))

    def test_districts_of_a_regency_in_every_format(self):
        within = ("compute", "--within=35.08", *IKM)
        self.assertIn("91,48 A", self.ikuctl(*within).stdout)
        one, *_ = rows(self.ikuctl(*within, "--format=csv").stdout)
        self.assertEqual((one["district"], one["ikm.value"]),
                         (SUMBERSUKO, "91.48"))
        lines = self.ikuctl(*within, "--format=json").stdout.splitlines()
        district, roll_up = (json.loads(line) for line in lines)
        self.assertIn(f"districts/{SUMBERSUKO}", json.dumps(district))
        self.assertIn("regions/35.08", json.dumps(roll_up))

    def test_what_a_list_names_can_be_got_and_voided(self):
        table = self.ask("list", "surveys", "--limit=1")
        name = table.split("\n  ")[1].split()[0]
        one, = rows(self.ask("list", "surveys", "--limit=1", "--format=csv"))
        self.assertEqual(one["name"], name)
        self.assertEqual(json.loads(self.ikuctl("get", name).stdout)["name"],
                         name)
        self.ikuctl("void", name, "--reason=salah ketik")
        self.assertIn(name, self.ask("list", "surveys", "--state=batal"))
        self.assertEqual(self.count(), 28)

    def test_the_population_served_decides_whether_the_sample_is_enough(self):
        path = self.write("penduduk.csv", "tahun;penduduk;sumber\n"
                                          "2025;38.412;Contoh\n")
        self.ask("import", "populations", path)
        ikm = self.compute("2025")["ikm"]
        self.assertIn("SAMPLE_TOO_SMALL", ikm["flags"])
        self.assertEqual(ikm["satisfaction"]["requiredResponses"], "380")
        self.assertIn("29 dari 380", self.ask("compute", *IKM))
        small = self.write("kecil.csv", "year,people,source\n2025,29,Contoh\n")
        self.ask("import", "populations", small, expect=2)
        self.ask("import", "populations", small, "--replace")
        self.assertEqual(self.compute("2025")["ikm"]["flags"], [])

    def test_an_import_reports_rejected_rows_in_every_format(self):
        path = self.write("bad.csv", answers((4,) * 9, 1) +
                          "4,4,4,4,4,9,4,4,4\n")
        arguments = ("--date=2025-06-30",)
        table = self.import_survey(path, *arguments, expect=1).stdout
        self.assertIn("Dibaca 2 baris: 1 disimpan, 0 sudah ada, 1 ditolak",
                      table)
        report = json.loads(self.import_survey(
            path, *arguments, "--format=json", expect=1, lang="en").stdout)
        self.assertEqual(report["totals"]["alreadyThere"], 1)
        problem, = report["rejected"]
        self.assertEqual((problem["row"], problem["column"], problem["code"]),
                         (3, "u6", "SCORE_OUT_OF_RANGE"))
        self.assertIn("must be 1 to 4", problem["sentence"])
        one, = rows(self.import_survey(path, *arguments, "--format=csv",
                                       expect=1).stdout)
        self.assertEqual((one["row"], one["field"]), ("3", "scores[5].score"))

    def test_help_of_the_services_lists_their_flags(self):
        for program in ("iku-collection", "iku-indicator"):
            done = subprocess.run([BIN / program, "--help"],
                                  capture_output=True, text=True, timeout=30)
            for flag in ("--listen", "--store", "--drain_timeout"):
                self.assertIn(flag, done.stdout)

    def test_wrong_command_lines_end_with_2_and_say_all(self):
        error = self.ikuctl("health", "--no_such_flag=1", "--limit=x",
                            expect=2, lang="en").stderr
        self.assertIn("--no_such_flag", error)
        self.assertIn("--limit=x", error)
        error = self.ikuctl("compute", "--format=xml", "--reason=x",
                            expect=2).stderr
        self.assertIn("--format=xml", error)
        self.assertIn("--reason", error)
        self.ikuctl("health", expect=2, lang="fr")


if __name__ == "__main__":
    unittest.main()
