"""An import goes on where it stopped, whatever was killed, and rows that are
refused are not lost."""

import json
import signal
import subprocess
import time
import unittest

from harness import BIN, NINE, SUMBERSUKO, SystemTest, answers

COLUMNS = ",".join(f"{element}=u{number}"
                   for number, element in enumerate(NINE, 1))


def many(rows):
    """CSV of answers, header and rows, most of which differ."""
    return answers((3,) * 9, 1) + "".join(
        f"{1 + n % 4},{1 + n // 4 % 4},{1 + n // 16 % 4},{1 + n // 64 % 4},"
        f"{1 + n // 256 % 4},{1 + n // 1024 % 4},4,4,4\n"
        for n in range(rows - 1))


class Imports(SystemTest):

    def start_import(self, path, *arguments):
        process = subprocess.Popen(
            [BIN / "ikuctl", f"--collection={self.collection.address}",
             "--lang=en", "--format=json", "import", "survey", str(path),
             f"--district={SUMBERSUKO}", f"--columns={COLUMNS}",
             "--date=2025-06-30", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def totals(self, process):
        out, error = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, f"{out}\n{error}")
        return json.loads(out)["totals"]

    def listed(self, *arguments):
        done = self.ikuctl(*arguments, "--format=json")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def sessions(self):
        return self.listed("sessions", "list", f"--district={SUMBERSUKO}")

    def wait_for_batches(self, batches):
        """Until a session has committed so many."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            sessions = self.sessions()
            if sessions and int(sessions[0]["nextSequence"]) > batches:
                return
            time.sleep(0.02)
        self.fail("the import does not get on")

    def test_an_import_that_was_killed_goes_on_where_it_stopped(self):
        path = self.write("many.csv", many(60_000))
        killed = self.start_import(path)
        self.wait_for_batches(4)
        killed.send_signal(signal.SIGKILL)
        killed.communicate(timeout=30)
        session = self.sessions()[0]
        self.assertEqual(session["state"], "INGEST_SESSION_STATE_OPEN")
        stored = int(session["totals"]["created"])
        self.assertLess(stored, 60_000)

        totals = self.totals(self.start_import(path))
        self.assertGreaterEqual(totals["alreadyThere"], stored)
        self.assertEqual(totals["stored"] + totals["alreadyThere"], 60_000)
        session = self.sessions()[0]
        self.assertEqual(session["state"], "INGEST_SESSION_STATE_CLOSED")
        # No row was sent twice.
        self.assertEqual(session["totals"]["rows"], "60000")
        self.assertEqual(session["totals"]["created"], "60000")
        self.ikuctl("verify")

        begin = time.monotonic()
        totals = self.totals(self.start_import(path))
        self.assertEqual(totals["alreadyThere"], 60_000)
        self.assertEqual(len(self.sessions()), 1)
        self.assertLess(time.monotonic() - begin, 20)

    def test_a_service_that_was_killed_is_waited_for(self):
        path = self.write("many.csv", many(60_000))
        importing = self.start_import(path)
        self.wait_for_batches(4)
        self.collection.stop(signal.SIGKILL)
        time.sleep(1)
        self.assertIsNone(importing.poll(), "it gave up at once")
        self.restart_collection()
        totals = self.totals(importing)
        self.assertEqual(totals["stored"], 60_000)
        self.assertEqual(self.sessions()[0]["totals"]["created"], "60000")
        self.ikuctl("verify")

    def test_two_imports_of_one_file_at_a_time_store_one_of_each(self):
        path = self.write("many.csv", many(8000))
        both = [self.start_import(path) for _ in range(2)]
        for one in both:
            totals = self.totals(one)
            self.assertEqual(totals["stored"] + totals["alreadyThere"], 8000)
        self.assertEqual(len(self.sessions()), 1)
        self.assertEqual(self.count(), 8000)
        self.ikuctl("verify")

    def test_refused_rows_are_mended_or_put_away(self):
        head, good = answers((4,) * 9, 1).splitlines()
        path = self.write("rows.csv", f"{head},saran\n{good},baik\n"
                          "4,4,5,4,4,4,4,4,4,\n"
                          f"{good},hubungi 0812-3456-7890\n")
        done = self.import_survey(path, "--date=2025-06-30", "--accept_valid",
                                  expect=1, lang="en")
        self.assertIn("1 stored, 0 already there, 2 rejected", done.stdout)
        command = done.stdout.split("See: ikuctl ")[1].split()
        table = self.ikuctl(*command, lang="en").stdout
        self.assertIn("SCORE_OUT_OF_RANGE", table)
        self.assertNotIn("0812", table)
        first, second = [row["name"] for row in self.listed(*command)]

        self.ikuctl("quarantine", "discard", second, expect=2)
        self.ikuctl("quarantine", "discard", second, "--reason=entered twice")
        self.ikuctl("quarantine", "resubmit", second, expect=2)
        self.ikuctl("quarantine", "resubmit", first, expect=2)
        self.ikuctl("quarantine", "resubmit", first, "time=3")
        self.assertEqual(self.count(), 2)
        self.assertEqual(self.listed(*command, "--state=waiting"), [])
        self.ikuctl("verify")

    def test_changes_are_listed_followed_and_proved(self):
        watching = subprocess.Popen(
            [BIN / "ikuctl", f"--collection={self.collection.address}",
             "audit", "watch", f"--district={SUMBERSUKO}", "--format=json",
             "--limit=3"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(watching.wait)
        self.addCleanup(watching.kill)
        path = self.write("one.csv", answers((4,) * 9, 1))
        self.import_survey(path, "--date=2025-06-30", "--actor=Kasi Pelayanan")
        out, _ = watching.communicate(timeout=30)
        self.assertEqual(watching.returncode, 0)
        seen = [json.loads(line) for line in out.splitlines()]
        listed = self.listed("audit", "list", f"--district={SUMBERSUKO}")
        self.assertEqual(seen, listed)
        self.assertEqual({one["actor"] for one in listed}, {"Kasi Pelayanan"})
        head = f"{listed[-1]['dataVersion']}:{listed[-1]['chainSha256']}"
        verify = ("audit", "verify", f"--district={SUMBERSUKO}")
        self.ikuctl(*verify, f"--head={head}")
        self.ikuctl(*verify, f"--head={head[:-1]}x", expect=2)
        other = head[:-1] + ("0" if head[-1] != "0" else "1")
        self.ikuctl(*verify, f"--head={other}", expect=1)


if __name__ == "__main__":
    unittest.main()
