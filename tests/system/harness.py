"""Starts the real programs for system tests and talks to them from outside.

The environment variable IKU_BIN names the folder of the programs.
"""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("IKU_BIN", ROOT / "build/dev/bin"))
BUF = ROOT / "build/tools/node_modules/.bin/buf"
NINE = ("requirements", "procedure", "time", "cost", "product", "competence",
        "behaviour", "facilities", "complaints")
SUMBERSUKO = "35.08.21"


class Service:
    """One running service on a port of its own choice."""

    def __init__(self, name, *arguments, port=0):
        self.process = subprocess.Popen(
            [BIN / name, f"--listen=127.0.0.1:{port}", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if " listening on " not in line:
            _, error = self.process.communicate(timeout=20)
            raise AssertionError(f"{name} did not start: {line}{error}")
        self.address = line.split()[-1]

    def stop(self, how=signal.SIGTERM):
        """Sends the signal and returns the exit code."""
        self.process.send_signal(how)
        self.process.communicate(timeout=30)
        return self.process.returncode

    def close(self):
        if self.process.poll() is None:
            self.stop(signal.SIGKILL)


class SystemTest(unittest.TestCase):
    """A folder, a collection service and an indicator service for each test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.collection = self.start_collection()
        self.indicator = self.start(
            "iku-indicator", f"--collection={self.collection.address}",
            f"--store=sqlite:{self.folder}/indicator.db")

    def start(self, name, *arguments, port=0):
        service = Service(name, *arguments, port=port)
        self.addCleanup(service.close)
        return service

    def start_collection(self, port=0):
        return self.start("iku-collection",
                          f"--store=sqlite:{self.folder}/collection.db",
                          port=port)

    def restart_collection(self):
        """Starts it again on the port that it had."""
        port = self.collection.address.rsplit(":", 1)[1]
        self.collection = self.start_collection(port)

    def ikuctl(self, *arguments, expect=0, lang="id"):
        """Runs ikuctl, checks its exit code, returns the finished process."""
        done = subprocess.run(
            [BIN / "ikuctl", f"--collection={self.collection.address}",
             f"--indicator={self.indicator.address}", f"--lang={lang}",
             *map(str, arguments)],
            capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, expect,
                         f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def compute(self, period, *arguments):
        """Indicators of Sumbersuko by id."""
        done = self.ikuctl("compute", f"--district={SUMBERSUKO}",
                           f"--period={period}", "--format=json", *arguments)
        reply = json.loads(done.stdout)
        return {one["id"]: one for one in reply["indicators"]}

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def import_survey(self, path, *arguments, expect=0, lang="id"):
        columns = ",".join(f"{element}=u{number}"
                           for number, element in enumerate(NINE, 1))
        return self.ikuctl("import", "survey", path,
                           f"--district={SUMBERSUKO}", f"--columns={columns}",
                           *arguments, expect=expect, lang=lang)

    def count(self, collection="surveyResponses"):
        """Active records of Sumbersuko, counted by paging through them."""
        service, method, key = {
            "surveyResponses":
                ("SurveyService", "ListSurveyResponses", "surveyResponses"),
            "coordinationRecords":
                ("CoordinationService", "ListCoordinationRecords",
                 "coordinationRecords"),
            "villageDocuments":
                ("VillageDocumentService", "ListVillageDocuments",
                 "villageDocuments"),
        }[collection]
        total, token = 0, ""
        while True:
            reply = self.call(self.collection, f"iku.collection.v1.{service}",
                              method, {"parent": f"districts/{SUMBERSUKO}",
                                       "pageSize": 1000, "pageToken": token,
                                       "state": "RECORD_STATE_ACTIVE"})
            total += len(reply.get(key, []))
            token = reply.get("nextPageToken", "")
            if not token:
                return total

    def call(self, service, name, method, request):
        """One call through server reflection, as a stranger would make it."""
        done = self.start_call(service, name, method, request)
        out, error = done.communicate(timeout=60)
        self.assertEqual(done.returncode, 0, error)
        return json.loads(out or "{}")

    def start_call(self, service, name, method, request):
        return subprocess.Popen(
            [BUF, "curl", "--protocol", "grpc", "--http2-prior-knowledge",
             "--data", json.dumps(request),
             f"http://{service.address}/{name}/{method}"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "BUF_CACHE_DIR": str(self.folder / "buf")})


def answers(sums, respondents):
    """CSV of answers whose scores of element i add up to sums[i]."""
    lines = [",".join(f"u{number}" for number in range(1, 10))]
    for row in range(respondents):
        lines.append(",".join(
            str(total // respondents + (row < total % respondents))
            for total in sums))
    return "\n".join(lines) + "\n"
