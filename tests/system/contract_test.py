"""What a stranger sees: reflection, health, one batch, one definition."""

import re
import subprocess
import unittest

from harness import BUF, ROOT, SUMBERSUKO, SystemTest


def methods_in(folder):
    """package.Service/Method of every rpc in the protos of a folder."""
    found = set()
    for path in (ROOT / "proto/iku" / folder).rglob("*.proto"):
        text = re.sub(r"//.*", "", path.read_text())
        package = re.search(r"package ([\w.]+);", text).group(1)
        for service, body in re.findall(r"service (\w+) \{(.*?)\n\}", text,
                                        re.S):
            for method in re.findall(r"rpc (\w+)\(", body):
                found.add(f"{package}.{service}/{method}")
    return found


class Contract(SystemTest):

    def test_every_rpc_is_reachable_by_reflection(self):
        for service, folder in ((self.collection, "collection"),
                                (self.indicator, "indicator")):
            listed = subprocess.run(
                [BUF, "curl", "--protocol", "grpc", "--http2-prior-knowledge",
                 "--list-methods", f"http://{service.address}"],
                capture_output=True, text=True, timeout=60)
            self.assertEqual(listed.returncode, 0, listed.stderr)
            self.assertLessEqual(methods_in(folder),
                                 set(listed.stdout.split()))

    def test_health_is_serving_for_both(self):
        self.assertIn("SERVING", self.ikuctl("health").stdout)

    def test_a_batch_reports_each_row(self):
        name = f"districts/{SUMBERSUKO}/surveyResponses"
        day = {"year": 2025, "month": 6, "day": 30}
        reply = self.call(
            self.collection, "iku.collection.v1.IngestService", "SubmitBatch",
            {"parent": f"districts/{SUMBERSUKO}",
             "rowPolicy": "ROW_POLICY_ACCEPT_VALID",
             "surveyResponses": {"allowMissing": True, "rows": [
                 {"name": f"{name}/a", "responseDate": day,
                  "scores": [{"element": "time", "score": 4}]},
                 {"name": f"{name}/b", "responseDate": day,
                  "scores": [{"element": "speed", "score": 9}]},
                 {"name": f"{name}/a", "responseDate": day,
                  "scores": [{"element": "time", "score": 4}]}]}})
        self.assertEqual([row["outcome"] for row in reply["results"]],
                         ["ROW_OUTCOME_CREATED", "ROW_OUTCOME_REJECTED",
                          "ROW_OUTCOME_REPLAYED"])
        self.assertEqual(reply["totals"], {"rows": "3", "created": "1",
                                           "replayed": "1", "rejected": "1"})
        codes = {one["code"] for one in reply["results"][1]["violations"]}
        self.assertEqual(codes, {"UNKNOWN_CODE", "SCORE_OUT_OF_RANGE"})

    def test_the_definitions_say_which_rules_are_used(self):
        profiles = self.call(self.indicator,
                             "iku.indicator.v1.DefinitionService",
                             "ListProfiles", {})
        self.assertEqual(profiles["profiles"][0]["name"], "profiles/exact")
        sheet = self.call(self.indicator, "iku.indicator.v1.DefinitionService",
                          "GetIkuSheet",
                          {"name": f"districts/{SUMBERSUKO}/ikuSheet"})
        self.assertEqual(len(sheet["functions"]), 9)
        self.assertEqual(len(sheet["indicators"]), 3)
        self.assertIn("3 Maret 2020", sheet["legalBasis"][0])
        printed = self.ikuctl("sheet", f"--district={SUMBERSUKO}",
                              "--period=2025").stdout
        self.assertIn("Dasar hukum", printed)
        other = self.call(self.indicator, "iku.indicator.v1.DefinitionService",
                          "GetIkuSheet", {"name": "districts/35.08.20/ikuSheet"})
        self.assertNotIn("Sumbersuko", str(other))

    def test_a_batch_streams_every_district_of_a_region(self):
        done = self.ikuctl("compute", "--within=35.08", "--period=2025",
                           "--format=json")
        self.assertIn("districts/35.08.21", done.stdout)


if __name__ == "__main__":
    unittest.main()
