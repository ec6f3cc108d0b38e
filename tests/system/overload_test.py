"""Whatever clients do, others are served and the memory stays bounded."""

import concurrent.futures
import time
import unittest

from harness import BIN, SUMBERSUKO, SystemTest, answers
from http2 import Connection, field, number_field

V1 = "/iku.collection.v1"
INGEST = f"{V1}.IngestService/Ingest"
SUBMIT = f"{V1}.IngestService/SubmitBatch"
LIST = f"{V1}.SurveyService/ListSurveyResponses"
MIB = 1 << 20
# Sanitizers keep what was freed, and a shadow of all memory.
MEMORY_IS_REAL = not any("san" in part for part in BIN.parts)


class Overload(SystemTest):
    def connect(self, actor, reads=True):
        connection = Connection(self.collection.address, actor, reads)
        self.addCleanup(connection.close)
        return connection

    def resident(self):
        """MiB of the collection service."""
        status = f"/proc/{self.collection.process.pid}/status"
        with open(status) as lines:
            for line in lines:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        raise AssertionError(status)

    def assert_memory_below(self, most):
        if MEMORY_IS_REAL:
            self.assertLess(self.resident(), most)

    def assert_others_are_served(self):
        """An office imports its answers and asks for its index meanwhile."""
        begun = time.monotonic()
        self.import_survey(self.write("office.csv", answers([30] * 9, 10)),
                           "--date=2025-06-30")
        self.assertIn("ikm", self.compute("2025"))
        self.assertLess(time.monotonic() - begun, 60)

    def test_thousands_of_streams_on_which_nothing_is_sent(self):
        begun = self.resident()
        refused = 0
        connections = [self.connect("idle") for _ in range(4)]
        for connection in connections:
            for _ in range(1000):
                connection.open(INGEST)
            while connection.pump(0.5):
                pass
            refused += len(connection.ended)
        self.assertEqual(refused, 4000 - 150, "half of the places of the class")
        self.assert_memory_below(begun + 100)
        self.assert_others_are_served()
        for connection in connections:
            connection.close()

    def test_messages_that_are_never_finished(self):
        sent = 0
        part = bytes(3 * MIB)
        for number in range(4):
            connection = self.connect(f"half {number}")
            for _ in range(40):
                sent += connection.send(connection.open(SUBMIT), part,
                                        announced=4 * MIB, patience=0.2)
        self.assertGreater(sent, 400 * MIB)
        self.assert_memory_below(256 + 150)
        self.assert_others_are_served()

    def test_callers_that_do_not_read_their_answers(self):
        remark = "Petugas ramah dan cepat melayani warga. " * 24
        header = ",".join(f"u{number}" for number in range(1, 10))
        rows = "\n".join(["3," * 9 + remark] * 2000)
        self.import_survey(self.write("remarks.csv",
                                      f"{header},saran\n{rows}\n"),
                           "--date=2025-06-30")
        begun = self.resident()
        page = field(1, f"districts/{SUMBERSUKO}") + number_field(2, 1000)
        slow = [self.connect(f"slow {number}", reads=False)
                for number in range(8)]
        for connection in slow:
            for _ in range(100):
                connection.call(LIST, page)
        # 800 answers of a megabyte are asked for, and none is read.
        most, until = 0, time.monotonic() + 8
        while time.monotonic() < until:
            time.sleep(0.2)
            most = max(most, self.resident())
        if MEMORY_IS_REAL:
            self.assertLess(most, begun + 256)
        self.assert_others_are_served()

    def test_the_largest_batches_from_many_at_once(self):
        # Refused as a whole by one rule, after everything was read. A sanitizer
        # takes ten times as long for each row.
        row = field(10, "x" * 4000)
        batch = (field(1, f"districts/{SUMBERSUKO}") +
                 field(2, field(1, row) * (1000 if MEMORY_IS_REAL else 200)))
        senders = [self.connect(f"bulk {number}") for number in range(8)]

        def send(connection):
            stream = connection.open(SUBMIT)
            connection.send(stream, batch, patience=60)
            return connection.wait(stream, 60)

        with concurrent.futures.ThreadPoolExecutor(len(senders)) as pool:
            sending = [pool.submit(send, one) for one in senders]
            self.assert_others_are_served()
            for one in sending:
                self.assertEqual(one.result(), "status")
        self.assert_memory_below(256 + 200)


if __name__ == "__main__":
    unittest.main()
