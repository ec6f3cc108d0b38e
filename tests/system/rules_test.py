"""The rules of the indicator service: a file of them, and its reload."""

import hashlib
import re
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

    def write_rules(self, version, grade="88.31", year=2020):
        text = BUILT_IN.read_text(encoding="utf-8")
        text = re.sub(r'^version: ".*"', f'version: "{version}"', text,
                      flags=re.M)
        text = re.sub(r"^valid_from {.*}",
                      f"valid_from {{ year: {year} month: 1 day: 1 }}", text,
                      flags=re.M)
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

    def start_that_fails(self, *flags):
        """What the service says when it does not start."""
        done = subprocess.run(
            [harness.BIN / "iku-indicator", "--listen=127.0.0.1:0",
             f"--store=sqlite:{self.folder}/third.db", *flags],
            capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1, done)
        return done.stderr

    def start_on_third(self, *flags):
        return self.start("iku-indicator",
                          f"--collection={self.collection.address}",
                          f"--store=sqlite:{self.folder}/third.db", *flags)

    def test_a_bad_file_stops_the_start_with_every_problem(self):
        self.write_rules("", grade="many")
        problems = self.start_that_fails(f"--rules={self.rules}")
        self.assertIn("  version: ", problems)
        self.assertIn("  profiles[0].grades[0].minimum: ", problems)

    def test_rules_that_begin_later_are_refused_until_their_day(self):
        self.write_rules("lumajang-9", year=2199)
        self.assertIn("begin on 2199-01-01",
                      self.start_that_fails(f"--rules={self.rules}"))
        self.assertIn("begin on 2199-01-01",
                      "".join(self.reload("rules refused")))
        self.assertEqual(self.in_force(), "lumajang-1")

    def test_a_file_is_not_forgotten_in_silence(self):
        self.start_on_third(f"--rules={self.rules}").stop()
        said = self.start_that_fails()
        self.assertIn("lumajang-1", said)
        self.assertIn("--rules=built-in", said)
        service = self.start_on_third("--rules=built-in")
        self.assertNotEqual(
            self.call(service, SERVICE, "ListProfiles", {})["rulesVersion"],
            "lumajang-1")
        service.stop()
        self.start_on_third()

    def test_the_log_and_the_list_say_which_rules_are_in_force(self):
        sha256 = hashlib.sha256(self.rules.read_bytes()).hexdigest()
        used = self.ask("ListRuleSets", {})["ruleSets"][0]
        self.assertEqual(used["sha256"], sha256)
        self.assertEqual(used["origin"], "file")
        self.write_rules("lumajang-2")
        sha256 = hashlib.sha256(self.rules.read_bytes()).hexdigest()
        line = "".join(self.reload("rules loaded"))
        self.assertIn("lumajang-2", line)
        self.assertIn(sha256, line)
        started = next(line for line in self.log if "started" in line)
        self.assertIn('"rules_version":"lumajang-1"', started)
        self.assertIn('"rules_origin":"file"', started)
        self.assertIn('"rules_sha256":"', started)

    def test_printed_rules_can_be_edited_and_loaded(self):
        self.indicator = self.service
        printed = self.ikuctl("rules", "get", "--format=textproto").stdout
        edited = re.sub(r'^version: ".*"', 'version: "lumajang-2"', printed,
                        flags=re.M).replace('"88.31"', '"88.32"')
        self.assertNotEqual(edited, printed)
        self.rules.write_text(edited, encoding="utf-8")
        self.reload("rules loaded")
        self.assertEqual(self.in_force(), "lumajang-2")
        self.assertEqual(self.grade_of_a(), "88.32")

    def test_hang_up_without_a_file_is_ignored(self):
        self.indicator.process.send_signal(signal.SIGHUP)
        self.assertEqual(
            self.call(self.indicator, SERVICE, "ListProfiles",
                      {})["rulesVersion"], "2026-3")
        self.assertEqual(self.indicator.stop(), 0)


if __name__ == "__main__":
    unittest.main()
