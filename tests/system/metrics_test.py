"""Operators see what the services do, and that the store holds."""

import re
import socket
import sqlite3
import time
import unittest
import urllib.request

from harness import SUMBERSUKO, SystemTest, answers


def free_address():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{one.getsockname()[1]}"


def scrape(address):
    """Values by name and labels, as they are written."""
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as it:
        text = it.read().decode()
    return {key: float(value) for key, value in
            re.findall(r"^([a-z_]+(?:{.*})?) (\S+)$", text, re.MULTILINE)}


class Metrics(SystemTest):
    def setUp(self):
        super().setUp()
        self.collection.stop()
        self.of_collection = free_address()
        self.of_indicator = free_address()
        self.collection = self.restarted()
        self.indicator.stop()
        self.indicator = self.start(
            "iku-indicator", f"--collection={self.collection.address}",
            f"--store=sqlite:{self.folder}/indicator.db",
            f"--metrics_listen={self.of_indicator}")

    def restarted(self, *arguments):
        return self.start("iku-collection",
                          f"--store=sqlite:{self.folder}/collection.db",
                          f"--metrics_listen={self.of_collection}", *arguments)

    def await_value(self, name, is_good):
        until = time.monotonic() + 30
        while not is_good(seen := scrape(self.of_collection).get(name, 0)):
            self.assertLess(time.monotonic(), until, f"{name} is {seen}")
            time.sleep(0.1)

    def await_least(self, name, least):
        self.await_value(name, lambda seen: seen >= least)

    def test_calls_commits_and_rows_are_counted(self):
        rows_of_office = answers([30] * 9, 10)
        path = self.write("office.csv", rows_of_office)
        self.import_survey(path, "--date=2025-06-30")
        # Another file with the same rows is another import of them.
        path = self.write("office.csv", rows_of_office + "\n")
        self.import_survey(path, "--date=2025-06-30")
        self.compute("2025")

        seen = scrape(self.of_collection)
        rows = 'iku_ingest_rows_total{kind="survey_responses",result="%s"}'
        self.assertEqual(seen[rows % "created"], 10)
        self.assertEqual(seen[rows % "replayed"], 10)
        self.assertEqual(seen[rows % "rejected"], 0)
        batches = ('{grpc_service="iku.collection.v1.IngestService",'
                   'grpc_method="Ingest"')
        self.assertGreaterEqual(
            seen[f"grpc_server_started_total{batches}}}"], 2)
        self.assertEqual(
            seen[f'grpc_server_handled_total{batches},grpc_code="OK"}}'],
            seen[f"grpc_server_handling_seconds_count{batches}}}"])
        self.assertGreaterEqual(seen["iku_store_commit_seconds_count"], 1)
        self.assertEqual(seen["iku_store_writes_waiting"], 0)
        # A call leaves its place a moment after its caller has the answer.
        self.await_value('iku_calls_in_flight{class="batches"}',
                         lambda seen: seen == 0)
        self.assertGreater(seen["process_resident_memory_bytes"], 1e6)

        seen = scrape(self.of_indicator)
        self.assertEqual(
            seen["grpc_server_handled_total{"
                 'grpc_service="iku.indicator.v1.IndicatorService",'
                 'grpc_method="Compute",grpc_code="OK"}'], 1)

    def test_a_start_that_cannot_serve_metrics_says_so(self):
        self.collection.stop()
        with self.assertRaisesRegex(AssertionError,
                                    f"metrics on {self.of_indicator}"):
            self.start("iku-collection",
                       f"--store=sqlite:{self.folder}/collection.db",
                       f"--metrics_listen={self.of_indicator}")

    def test_a_store_that_was_tampered_with_is_found_in_the_background(self):
        self.import_survey(self.write("office.csv", answers([30] * 9, 10)),
                           "--date=2025-06-30")
        self.collection.stop()
        self.collection = self.restarted("--verify_every=1s")
        self.await_least('iku_verify_runs_total{result="equal"}', 1)
        seen = scrape(self.of_collection)
        self.assertLess(abs(seen["iku_verify_last_success_timestamp_seconds"] -
                            time.time()), 60)
        self.collection.stop()

        with sqlite3.connect(self.folder / "collection.db") as store:
            store.execute("UPDATE survey_tallies SET responses = responses + 1"
                          " WHERE dimension = 0")
        store.close()
        self.collection = self.restarted("--verify_every=1s")
        self.await_least('iku_verify_differences{what="tallies"}', 1)
        seen = scrape(self.of_collection)
        self.assertEqual(seen["iku_verify_last_success_timestamp_seconds"], 0)
        self.collection.process.terminate()
        _, log = self.collection.process.communicate(timeout=30)
        line = [one for one in log.splitlines() if "tallies differ" in one][0]
        self.assertIn('"level":"error"', line)
        self.assertIn(SUMBERSUKO, line)

    def test_a_retention_and_a_backup_are_seen(self):
        self.import_survey(self.write("office.csv", answers([30] * 9, 10)),
                           "--date=2020-06-30")
        self.assertFalse([name for name in scrape(self.of_collection)
                          if "retention" in name or "backup" in name])
        self.collection.stop()
        (self.folder / "backups").mkdir()
        self.collection = self.restarted(
            f"--backup_dir={self.folder}/backups",
            "--retention=surveyResponses/record=12", "--retention_every=1s")
        of_rule = '{kind="survey_responses",extent="record"}'
        self.await_least(f"iku_retention_erased_total{of_rule}", 10)
        self.await_least('iku_retention_runs_total{result="complete"}', 1)
        self.ikuctl("backup", "--id=eve")

        seen = scrape(self.of_collection)
        self.assertEqual(seen[f"iku_retention_failed_total{of_rule}"], 0)
        self.assertEqual(seen[f"iku_retention_erased_total{of_rule}"], 10)
        self.assertEqual(seen['iku_retention_runs_total{result="failed"}'], 0)
        self.assertEqual(seen['iku_backup_runs_total{result="ready"}'], 1)
        self.assertEqual(seen['iku_backup_runs_total{result="failed"}'], 0)
        self.assertEqual(seen["iku_backup_running"], 0)
        self.assertEqual(seen["iku_backup_last_size_bytes"],
                         (self.folder / "backups" / "eve.db").stat().st_size)
        for name in ("iku_retention_last_run_timestamp_seconds",
                     "iku_retention_last_success_timestamp_seconds",
                     "iku_backup_last_success_timestamp_seconds"):
            self.assertLess(abs(seen[name] - time.time()), 60, name)


if __name__ == "__main__":
    unittest.main()
