"""Targets, achievements and the roll-up over two districts."""

import json
import unittest

from harness import SUMBERSUKO, SystemTest, answers

TEMPEH = "35.08.20"


class Targets(SystemTest):

    def setUp(self):
        super().setUp()
        # 29 answers whose index is 91.48.
        self.import_survey(self.write("a.csv", answers(
            (105, 101, 100, 116, 102, 105, 106, 105, 115), 29)),
            "--date=2025-06-30")

    def target(self, *arguments, expect=0):
        return self.ikuctl("target", *arguments, f"--district={SUMBERSUKO}",
                           expect=expect)

    def set(self, value, *arguments, expect=0):
        return self.target("set", "ikm.2025", f"--value={value}",
                           "--source=Perjanjian Kinerja 2025", *arguments,
                           expect=expect)

    def achievement(self):
        return self.compute("2025")["ikm"].get("achievement") or {}

    def test_a_target_is_held_against_the_value(self):
        self.assertEqual(self.achievement().get("raw", ""), "")
        self.set(80)
        found = self.achievement()
        self.assertEqual((found["target"], found["raw"], found["capped"]),
                         ("80", "114.35", "100.00"))
        self.assertEqual(found["predicate"], "VERY_HIGH")
        sheet = self.ikuctl("sheet", f"--district={SUMBERSUKO}",
                            "--period=2025").stdout
        self.assertIn("114,35", sheet)
        # Too narrow for a table of ten columns: words stay whole.
        self.assertLessEqual(max(len(line) for line in sheet.splitlines()
                                 if "--as_of" not in line), 120)
        for whole in ("Catatan", "Target", "Capaian", "Predikat"):
            self.assertIn(whole, sheet)
        # The quarter has no target of its own.
        quarter = self.compute("2025-Q2")["ikm"].get("achievement") or {}
        self.assertEqual(quarter.get("raw", ""), "")

    def test_replacing_asks_for_the_etag_and_withdrawing_ends_it(self):
        first = json.loads(self.set(80).stdout)
        self.assertEqual(json.loads(self.set(80).stdout), first)
        self.set(90, expect=2)
        self.set(90, f"--etag={first['etag']}")
        self.set(95, f"--etag={first['etag']}", expect=2)
        self.assertEqual(self.achievement()["target"], "90")
        self.target("withdraw", "ikm.2025", "--reason=salah tahun")
        self.assertEqual(self.achievement().get("raw", ""), "")
        listed = self.target("list", "--period=2025", "--format=json").stdout
        self.assertTrue(json.loads(listed)["withdrawn"])

    def test_a_target_that_cannot_be_reached_is_refused_unless_it_is_meant(self):
        refused = self.set(186, expect=2).stderr
        self.assertIn("Nilai 186 tidak dapat dicapai, paling tinggi 100",
                      refused)
        self.assertEqual(self.achievement()["reason"], "NO_TARGET")
        self.set(186, "--allow_unreachable")
        self.assertEqual(self.achievement()["target"], "186")

    def test_a_decimal_comma_is_taken_in_indonesian(self):
        self.set("87,5")
        self.assertEqual(self.achievement()["target"], "87.5")
        self.assertIn("1.000,5", self.set("1.000,5", expect=2).stderr)

    def test_a_target_of_zero_is_kept_but_nothing_follows_from_it(self):
        self.set(0)
        found = self.achievement()
        self.assertEqual(found["reason"], "TARGET_NOT_POSITIVE")
        self.assertEqual(found["raw"], "")

    def test_targets_outlive_a_restart(self):
        self.set(80)
        self.indicator.stop()
        self.indicator = self.start(
            "iku-indicator", f"--collection={self.collection.address}",
            f"--store=sqlite:{self.folder}/indicator.db")
        self.assertEqual(self.achievement()["target"], "80")


class RollUp(SystemTest):

    def test_two_districts_pooled_and_mean_and_one_without_data(self):
        regions = self.write("regions.csv",
                             "code,name\n35.08.20,Tempeh\n35.08.19,Candipuro\n")
        self.ikuctl("import", "regions", regions)
        # 30 answers of 3 in one district, 10 answers of 4 in the other.
        self.import_survey(self.write("a.csv", answers((90,) * 9, 30)),
                           "--date=2025-06-30")
        columns = ",".join(f"{element}=u{number}" for number, element in
                           enumerate(("requirements", "procedure", "time",
                                      "cost", "product", "competence",
                                      "behaviour", "facilities", "complaints"),
                                     1))
        self.ikuctl("import", "survey",
                    self.write("b.csv", answers((40,) * 9, 10)),
                    f"--district={TEMPEH}", f"--columns={columns}",
                    "--date=2025-06-30")
        done = self.ikuctl("compute", "--within=35.08", "--period=2025",
                           "--indicators=ikm", "--format=json")
        *districts, roll_up = map(json.loads, done.stdout.splitlines())
        self.assertEqual([one["district"] for one in districts],
                         sorted(one["district"] for one in districts))
        self.assertEqual(int(roll_up["districts"]), len(districts))
        ikm = roll_up["indicators"][0]
        self.assertEqual((ikm["pooled"], ikm["meanOfUnits"]),
                         ("81.25", "87.50"))
        self.assertEqual(int(ikm["units"]), 2)
        self.assertIn("districts/35.08.19", ikm["withoutData"])
        self.assertEqual([(one["rank"], one["district"])
                          for one in ikm["ranking"]],
                         [(1, f"districts/{TEMPEH}"),
                          (2, f"districts/{SUMBERSUKO}")])


if __name__ == "__main__":
    unittest.main()
