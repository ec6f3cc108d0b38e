"""A collection service that is killed again and again under load keeps all that
it acknowledged, once."""

import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "../system"))
from harness import BIN, Service  # noqa: E402  (found there)

CLIENT = BIN.parent / "tests/crash_client"


class Kill(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.store = pathlib.Path(folder.name) / "collection.db"
        self.service = None
        self.port = 0

    def start(self):
        self.service = Service("iku-collection", f"--store=sqlite:{self.store}",
                               port=self.port)
        self.addCleanup(self.service.close)
        self.port = self.service.address.rsplit(":", 1)[1]

    def kill_while_it_starts(self, after):
        starting = subprocess.Popen(
            [BIN / "iku-collection", f"--store=sqlite:{self.store}",
             f"--listen=127.0.0.1:{self.port}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(after)
        starting.kill()
        starting.wait()

    def run_rounds(self, rounds):
        seed = int(os.environ.get("IKU_CRASH_SEED", time.time_ns()))
        print(f"IKU_CRASH_SEED={seed} repeats the times of the kills")
        chance = random.Random(seed)
        self.start()
        client = subprocess.Popen(
            [CLIENT, f"--target={self.service.address}"], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(client.kill)
        for _ in range(rounds):
            time.sleep(chance.uniform(0.02, 0.25))
            self.assertIsNone(client.poll(), "the clients gave up")
            self.assertEqual(self.service.stop(signal.SIGKILL), -9)
            if chance.random() < 0.25:
                self.kill_while_it_starts(chance.uniform(0, 0.08))
            self.start()
        time.sleep(0.2)
        out, _ = client.communicate(timeout=600)
        found = json.loads(out)
        print(found["records"], "records,", found["answers"], "answers,",
              rounds, "kills")
        self.assertEqual(found["faults"][:20], [])
        self.assertGreater(found["records"], 10 * rounds)

    def check_store(self):
        """The tallies equal a recount, the chains hold, the file is whole."""
        done = subprocess.run(
            [BIN / "ikuctl", f"--collection={self.service.address}", "verify"],
            capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.service.stop(), 0)
        connection = sqlite3.connect(self.store)
        self.addCleanup(connection.close)
        self.assertEqual(
            connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)])

    def test_what_was_acknowledged_is_there_once(self):
        self.run_rounds(500 if "IKU_CRASH_LONG" in os.environ else 20)
        self.check_store()


if __name__ == "__main__":
    unittest.main()
