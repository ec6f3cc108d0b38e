"""A calculation sheet that can be followed with a pencil, and what-if."""

import csv
import fractions
import io
import json
import unittest

from harness import ROOT, SUMBERSUKO, SystemTest, answers

SAMPLE = ROOT / "deploy/sample"
INDICATORS = ("ikm", "coordination-follow-up", "village-documents-on-time")


class SampleYear(SystemTest):
    """A survey with published sums and the sample records of 2021."""

    def setUp(self):
        super().setUp()
        district = f"--district={SUMBERSUKO}"
        self.import_survey(self.write("a.csv", answers((105, 101, 100, 116, 102,
                                                        105, 106, 105, 115),
                                                       29)),
                           "--date=2021-06-30")
        self.ikuctl("import", "coordination",
                    SAMPLE / "coordination_2021.csv", district)
        self.ikuctl("import", "village-documents",
                    SAMPLE / "village_documents_2021.csv", district)


class Explain(SampleYear):

    def explain(self, indicator, *arguments, lang="id"):
        return self.ikuctl("explain", indicator, f"--district={SUMBERSUKO}",
                           "--period=2021", *arguments, lang=lang).stdout

    def test_a_step_is_the_value_and_the_fraction_remultiplies(self):
        computed = self.compute("2021")
        for indicator in INDICATORS:
            explained = json.loads(self.explain(indicator, "--format=json"))
            one = computed[indicator]
            self.assertEqual(explained["indicator"], one)
            steps = {step["id"]: step for step in explained["steps"]}
            value = steps[f"{indicator}.value"]
            self.assertIn(one["value"], (value["rounded"], value["result"]))
            self.assertEqual(
                one["scale"] * fractions.Fraction(int(one["numerator"]),
                                                  int(one["denominator"])),
                fractions.Fraction(one["exactValue"]))
            ids = [step["id"] for step in explained["steps"]]
            self.assertEqual(len(ids), len(set(ids)))

    def test_the_sheet_prints_the_published_sums_and_the_value(self):
        text = self.explain("ikm", "--profile=weight-0.11")
        flat = " ".join(text.split())
        for part in ("LEMBAR PERHITUNGAN", "Sumbersuko", "105", "116", "90,56",
                     "weight-0.11", "Permenpan"):
            self.assertIn(part, flat)
        english = self.explain("ikm", lang="en")
        self.assertIn("CALCULATION SHEET", english)
        self.assertIn("91.48", english)

    def test_its_commands_list_as_many_records_as_it_says(self):
        for indicator in INDICATORS:
            lines = csv.DictReader(
                io.StringIO(self.explain(indicator, "--format=csv")))
            sources = [line for line in lines if line["part"] == "source"]
            self.assertTrue(sources)
            for source in sources:
                command = source["expression"].split()
                self.assertEqual(command[:2], ["ikuctl", "list"])
                listed = self.ikuctl(*command[1:], "--format=json").stdout
                self.assertEqual(len(listed.splitlines()),
                                 int(source["result"]), source)

    def test_its_commands_list_the_same_records_after_a_correction(self):
        lines = csv.DictReader(io.StringIO(
            self.explain("coordination-follow-up", "--format=csv")))
        command = next(line["expression"].split() for line in lines
                       if line["part"] == "source")
        self.assertTrue(any("--as_of=version:" in word for word in command))

        def listed():
            return self.ikuctl(*command[1:], "--format=json").stdout

        before = listed()
        name = json.loads(before.splitlines()[0])["name"]
        self.ikuctl("void", name, "--reason=data ganda")
        self.assertEqual(listed(), before)


class MissingAnswers(SystemTest):
    """Ten who give 4, and ten of another service who leave an element out."""

    def setUp(self):
        super().setUp()
        district = f"--district={SUMBERSUKO}"
        self.ikuctl("import", "services",
                    self.write("s.csv", "code,name\nktp,KTP\nkk,KK\n"),
                    district)
        rows = (["u1,u2,u3,u4,u5,u6,u7,u8,u9,service"]
                + ["4,4,4,4,4,4,4,4,4,ktp"] * 10
                + ["2,2,2,2,2,2,2,2,,kk"] * 10)
        self.import_survey(self.write("a.csv", "\n".join(rows) + "\n"),
                           "--date=2021-06-30", "--allow_missing")

    def ikm(self, *arguments):
        return self.compute("2021", *arguments)["ikm"]

    def test_the_value_lies_in_the_interval_of_all_answers(self):
        ikm = self.ikm()
        interval = ikm["satisfaction"]["interval"]
        self.assertEqual(ikm["value"], "77.78")
        self.assertEqual(interval["method"], "LINEARISED_RATIO")
        self.assertEqual(int(interval["responses"]), 20)
        self.assertEqual((interval["lower"], interval["upper"]),
                         ("67.79", "87.77"))
        self.assertIn("GRADE_UNCERTAIN", ikm["flags"])

    def test_a_service_without_a_value_is_named(self):
        ikm = self.ikm("--policies=combine=mean-of-services")
        self.assertEqual(ikm["value"], "100.00")
        self.assertIn("COMPONENT_LEFT_OUT", ikm["flags"])
        left_out = ikm["satisfaction"]["componentsLeftOut"]
        self.assertEqual([(one["name"], one["elements"]) for one in left_out],
                         [("kk", ["complaints"])])
        text = self.ikuctl("explain", "ikm", f"--district={SUMBERSUKO}",
                           "--period=2021",
                           "--policies=combine=mean-of-services").stdout
        self.assertIn("Responden layanan tanpa nilai", text)

    def test_a_blank_as_zero_is_counted_and_not_left_out(self):
        self.assertEqual(self.ikm("--profile=blank-as-zero")["value"], "72.22")
        text = self.ikuctl("explain", "ikm", f"--district={SUMBERSUKO}",
                           "--period=2021", "--profile=blank-as-zero",
                           "--format=csv").stdout
        self.assertNotIn("ANSWER_MISSING", text)

    def test_the_kept_sums_are_those_of_the_records(self):
        self.ikuctl("verify", f"--district={SUMBERSUKO}")


class Simulate(SampleYear):

    def test_supposes_and_stores_nothing(self):
        before = self.compute("2021")
        reply = json.loads(self.ikuctl(
            "simulate", f"--district={SUMBERSUKO}", "--period=2021",
            "--more_follow_ups=2", "--with_profile=weight-0.11",
            "--share_goal=90", "--format=json").stdout)
        after = {one["id"]: one for one in reply["after"]["indicators"]}
        share = before["coordination-follow-up"]
        self.assertEqual(int(after["coordination-follow-up"]["numerator"]),
                         int(share["numerator"]) + 2)
        self.assertEqual(after["ikm"]["value"], "90.56")
        self.assertTrue(reply["needs"])
        self.assertEqual(self.compute("2021"), before)


if __name__ == "__main__":
    unittest.main()
