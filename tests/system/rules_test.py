"""The rules of the indicator service: a file of them, and its reload."""

import signal
import subprocess
import threading
import time
import unittest

import harness

BUILT_IN = (harness.ROOT / "services/indicator/definition/rules.textproto")
SERVICE = "iku.indicator.v1.DefinitionService"


class Rules(harness.SystemTest):

    def setUp(self):
        super().setUp()
        self.rules = self.folder / "rules.textproto"
        self.write_rules("lumajang-1")
        self.service = self.start(
            "iku-indicator", f"--collection={self.collection.address}",
            f"--store=sqlite:{self.folder}/reviewed.db",
            f"--rules={self.rules}")
        self.log = []
        threading.Thread(target=self.read_log, daemon=True).start()

    def read_log(self):
        for line in self.service.process.stderr:
            self.log.append(line)

    def write_rules(self, version, grade="88.31"):
        text = BUILT_IN.read_text(encoding="utf-8")
        text = text.replace('version: "2026-2"', f'version: "{version}"')
        self.rules.write_text(text.replace('"88.31"', f'"{grade}"'),
                              encoding="utf-8")

    def reload(self, event):
        """Sends SIGHUP and waits for the line that says what came of it."""
        before = len(self.log)
        self.service.process.send_signal(signal.SIGHUP)
        for _ in range(200):
            if any(event in line for line in self.log[before:]):
                return self.log[before:]
            time.sleep(0.05)
        self.fail(f"no line with {event}: {self.log}")

    def ask(self, method, request):
        return self.call(self.service, SERVICE, method, request)

    def grade_of_a(self):
        return self.ask("GetProfile",
                        {"name": "profiles/exact"})["grades"][0]["minimum"]

    def in_force(self):
        return self.ask("ListProfiles", {})["rulesVersion"]

    def test_a_good_file_changes_the_answers_and_a_bad_one_does_not(self):
        self.assertEqual(self.in_force(), "lumajang-1")
        self.assertEqual(self.grade_of_a(), "88.31")

        self.write_rules("lumajang-2", grade="90")
        self.assertEqual(self.grade_of_a(), "88.31")
        self.reload("rules loaded")
        self.assertEqual(self.in_force(), "lumajang-2")
        self.assertEqual(self.grade_of_a(), "90")

        self.write_rules("lumajang-3", grade="many")
        lines = "".join(self.reload("rules problem"))
        self.assertIn("rules refused", lines)
        self.assertIn("profiles[0].grades[0].minimum", lines)
        self.assertEqual(self.in_force(), "lumajang-2")

        used = self.ask("ListRuleSets", {})["ruleSets"]
        self.assertEqual([one["name"] for one in used],
                         ["ruleSets/lumajang-2", "ruleSets/lumajang-1"])
        self.assertEqual([one.get("inForce", False) for one in used],
                         [True, False])
        old = self.ask("GetRuleSet", {"name": "ruleSets/lumajang-1"})
        self.assertEqual(old["profiles"][0]["grades"][0]["minimum"], "88.31")

    def test_changed_rules_under_the_same_version_are_refused(self):
        self.write_rules("lumajang-1", grade="90")
        self.reload("rules refused")
        self.assertEqual(self.grade_of_a(), "88.31")

    def test_computed_figures_follow_the_rules_in_force(self):
        self.indicator = self.service
        request = {"district": "districts/35.08.21", "period": "2025"}
        name = "iku.indicator.v1.IndicatorService"
        before = self.call(self.service, name, "Compute", request)
        self.assertEqual(before["rulesVersion"], "lumajang-1")
        self.write_rules("lumajang-2")
        self.reload("rules loaded")
        after = self.call(self.service, name, "Compute", request)
        self.assertEqual(after["rulesVersion"], "lumajang-2")
        again = self.call(self.service, name, "Compute",
                          {**request, "rulesVersion": "lumajang-1"})
        self.assertEqual(again["rulesVersion"], "lumajang-1")

    def test_a_bad_file_stops_the_start_with_every_problem(self):
        self.write_rules("", grade="many")
        done = subprocess.run(
            [harness.BIN / "iku-indicator", "--listen=127.0.0.1:0",
             f"--store=sqlite:{self.folder}/third.db",
             f"--rules={self.rules}"],
            capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("  version: ", done.stderr)
        self.assertIn("  profiles[0].grades[0].minimum: ", done.stderr)

    def test_hang_up_without_a_file_is_ignored(self):
        self.indicator.process.send_signal(signal.SIGHUP)
        self.assertEqual(
            self.call(self.indicator, SERVICE, "ListProfiles",
                      {})["rulesVersion"], "2026-2")
        self.assertEqual(self.indicator.stop(), 0)


if __name__ == "__main__":
    unittest.main()
