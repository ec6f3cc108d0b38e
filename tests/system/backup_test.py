"""A backup is made under load, restored into a new file, and is whole."""

import hashlib
import json
import os
import pathlib
import signal
import subprocess
import threading
import time
import unittest

from harness import BIN, SUMBERSUKO, SystemTest, answers


class Backup(SystemTest):

    def start_collection(self, port=0, store="collection.db"):
        folder = self.folder / "backups"
        folder.mkdir(exist_ok=True)
        return self.start("iku-collection",
                          f"--store=sqlite:{self.folder}/{store}",
                          f"--backup_dir={folder}", port=port)

    def restore(self, backup, store, expect=0):
        done = subprocess.run(
            [BIN / "iku-collection", f"--store=sqlite:{store}",
             f"--restore={backup}"], capture_output=True, text=True,
            timeout=120)
        self.assertEqual(done.returncode, expect, done.stderr)
        return done

    def backup(self, name, *arguments):
        done = self.ikuctl("backup", f"--id={name}", "--format=json",
                           *arguments)
        return json.loads(done.stdout)

    def ids(self, as_of_version=0):
        """Ids of the survey responses, by paging through them."""
        found, token = set(), ""
        while True:
            reply = self.call(
                self.collection, "iku.collection.v1.SurveyService",
                "ListSurveyResponses",
                {"parent": f"districts/{SUMBERSUKO}", "pageSize": 1000,
                 "pageToken": token, "asOfVersion": str(as_of_version)})
            found |= {one["name"] for one in reply.get("surveyResponses", [])}
            token = reply.get("nextPageToken", "")
            if not token:
                return found

    def test_a_backup_under_load_restores_to_everything_of_its_version(self):
        first = self.write("first.csv", answers((3,) * 9, 1) +
                           "4,3,4,3,4,3,4,3,4\n" * 3000)
        self.import_survey(first, "--date=2025-06-30")
        acknowledged = self.count()
        stop = threading.Event()
        files = [self.write(f"load{n}.csv",
                            answers((2,) * 9, 1) +
                            f"1,2,3,4,{1 + n % 4},2,3,4,1\n" * 400)
                 for n in range(40)]

        def load():
            for path in files:
                if stop.is_set():
                    return
                self.import_survey(path, "--date=2025-07-31")

        loader = threading.Thread(target=load)
        loader.start()
        try:
            time.sleep(0.3)
            backup = self.backup("eve")
        finally:
            stop.set()
            loader.join()

        self.assertEqual(backup["state"], "BACKUP_STATE_READY")
        path = pathlib.Path(backup["file"])
        self.assertEqual(hashlib.sha256(path.read_bytes()).hexdigest(),
                         backup["sha256"])
        manifest = json.loads(path.with_suffix(".json").read_text())
        self.assertEqual(manifest["sha256"], backup["sha256"])
        version = int(backup["dataVersion"])
        expected = self.ids(version)
        self.assertGreaterEqual(len(expected), acknowledged)
        was = self.compute("2025", f"--as_of=version:{version}")
        self.assertEqual(self.collection.stop(signal.SIGKILL), -9)

        restored = self.folder / "restored.db"
        told = self.restore(path, restored).stdout
        self.assertIn(f"data_version {version}, {len(expected)} records", told)
        port = self.collection.address.rsplit(":", 1)[1]
        self.collection = self.start_collection(port, "restored.db")
        self.assertEqual(self.ids(), expected)
        self.ikuctl("verify")
        verified = json.loads(self.ikuctl("verify", "--format=json").stdout)
        self.assertEqual(verified["tallies"]["mismatchesTotal"], "0")
        self.assertEqual(int(verified["changes"]["dataVersion"]), version)
        now = self.compute("2025")
        self.assertEqual({name: one.get("value") for name, one in now.items()},
                         {name: one.get("value") for name, one in was.items()})
        self.import_survey(first, "--date=2025-06-30")
        self.assertEqual(self.ids(), expected)  # replays, nothing twice

    def test_a_wait_that_was_interrupted_goes_on_with_the_same_backup(self):
        path = self.write("many.csv", answers((3,) * 9, 1) +
                          "4,3,4,3,4,3,4,3,4\n" * 4000)
        self.import_survey(path, "--date=2025-06-30")
        waiting = subprocess.Popen(
            [BIN / "ikuctl", f"--collection={self.collection.address}",
             "backup", "--id=eve"], stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        self.assertIn("--id=eve", waiting.stderr.readline())
        waiting.send_signal(signal.SIGINT)
        waiting.communicate(timeout=30)
        backup = self.backup("eve")
        self.assertEqual(backup["state"], "BACKUP_STATE_READY")
        listed = self.ikuctl("backup", "list", "--format=json").stdout
        self.assertEqual(len(listed.splitlines()), 1)

    def test_a_kill_in_the_middle_of_a_backup_leaves_no_half_of_it(self):
        path = self.write("many.csv", answers((3,) * 9, 1) +
                          "4,3,4,3,4,3,4,3,4\n" * 4000)
        self.import_survey(path, "--date=2025-06-30")
        begun = self.call(self.collection, "iku.collection.v1.BackupService",
                          "CreateBackup", {"backupId": "eve"})
        self.assertEqual(begun["name"], "backups/eve")
        self.collection.stop(signal.SIGKILL)
        self.restart_collection()
        backup = json.loads(self.ikuctl("backup", "list", "--format=json",
                                        "--lang=en").stdout)
        files = {one.name for one in (self.folder / "backups").iterdir()}
        if backup["state"] == "BACKUP_STATE_READY":  # it was quicker
            self.assertEqual(files, {"eve.db", "eve.json"})
        else:
            self.assertEqual(backup["state"], "BACKUP_STATE_FAILED")
            self.assertEqual(files, {"eve.json"})
        self.assertEqual(self.backup("next")["state"], "BACKUP_STATE_READY")

    def test_a_damaged_store_is_refused_and_its_backup_restored(self):
        first = self.write("first.csv", answers((3,) * 9, 1) +
                           "4,3,4,3,4,3,4,3,4\n" * 500)
        self.import_survey(first, "--date=2025-06-30")
        backup = self.backup("eve")["file"]
        self.assertEqual(self.collection.stop(), 0)
        store = self.folder / "collection.db"
        with open(store, "r+b") as file:
            file.truncate(os.path.getsize(store) // 2)
        before = store.read_bytes()
        with self.assertRaises(AssertionError) as refused:
            self.start_collection()
        for words in ("collection.db is damaged: its end is missing",
                      "Nothing was changed", "--restore=BACKUP_FILE"):
            self.assertIn(words, str(refused.exception))
        self.assertEqual(store.read_bytes(), before)

        told = self.restore(backup, store, expect=1)
        self.assertIn("overwrites nothing", told.stderr)
        store.rename(self.folder / "damaged.db")
        for log in self.folder.glob("collection.db-*"):
            log.unlink()
        self.restore(backup, store)
        self.restart_collection()
        self.assertEqual(self.count(), 501)
        self.ikuctl("verify")

    def test_without_a_folder_there_are_no_backups(self):
        self.collection.stop()
        self.collection = self.start(
            "iku-collection", f"--store=sqlite:{self.folder}/collection.db")
        done = self.ikuctl("backup", expect=2, lang="en")
        self.assertIn("BACKUP_OFF: The service runs without a folder",
                      done.stderr)


if __name__ == "__main__":
    unittest.main()
