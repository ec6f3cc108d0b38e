"""A figure as it stood at an instant has the same digits for ever."""

import json
import shlex
import time
import unittest

from harness import NINE, SUMBERSUKO, SystemTest, answers

SURVEYS = f"districts/{SUMBERSUKO}/surveyResponses"
RECORDS = f"districts/{SUMBERSUKO}/coordinationRecords"


class AsOf(SystemTest):

    def setUp(self):
        super().setUp()
        self.import_survey(self.write("a.csv", answers((30,) * 9, 10)),
                           "--date=2025-06-30")
        rows = ["id,kind,subject,held_date,section,agencies,follow_up_state,"
                "follow_up_date,evidence_kind,evidence_number,evidence_date"]
        for number in (1, 2, 3):
            done = ("selesai,2025-02-10,Notulen,1,2025-02-10" if number == 1
                    else ",,,,")
            rows.append(f"r{number},Rapat koordinasi,Stunting {number},"
                        f"2025-01-15,Kasi Kesra,Puskesmas (OPD),{done}")
        self.ikuctl("import", "coordination",
                    self.write("c.csv", "\n".join(rows) + "\n"),
                    f"--district={SUMBERSUKO}", "--source=c")

    def answer(self, *arguments):
        """The answer as text, without the moment at which it was computed."""
        done = self.ikuctl("compute", f"--district={SUMBERSUKO}",
                           "--period=2025", "--format=json", *arguments)
        reply = json.loads(done.stdout)
        del reply["computeTime"]
        return json.dumps(reply)

    def change_everything(self):
        """A correction, two voids and a follow-up after the instant."""
        listed = self.call(self.collection, "iku.collection.v1.SurveyService",
                           "ListSurveyResponses",
                           {"parent": f"districts/{SUMBERSUKO}"})
        first, second = listed["surveyResponses"][:2]
        self.ikuctl("void", first["name"], "--reason=tercatat dua kali")
        self.call(self.collection, "iku.collection.v1.SurveyService",
                  "CorrectSurveyResponse",
                  {"surveyResponse": {
                      **{key: second[key]
                         for key in ("name", "responseDate", "etag")},
                      "scores": [{"element": element, "score": 1}
                                 for element in NINE]},
                   "reason": "salah ketik", "requestId": "correct-1"})
        self.ikuctl("void", f"{RECORDS}/c-r1", "--reason=tercatat dua kali")
        self.ikuctl("follow-up", f"{RECORDS}/c-r2", "--state=selesai",
                    "--date=2025-03-01", "--evidence_kind=Notulen",
                    "--evidence_number=2", "--evidence_date=2025-03-01")

    def test_corrections_and_voids_after_the_instant_do_not_show(self):
        time.sleep(1.1)
        instant = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        time.sleep(1.1)
        then = self.answer(f"--as_of={instant}")
        found = {one["id"]: one["value"]
                 for one in json.loads(then)["indicators"]}
        self.assertEqual(found["ikm"], "75.00")
        self.assertEqual(found["coordination-follow-up"], "33.33")

        self.change_everything()

        self.assertNotEqual(self.answer(), then)
        self.assertEqual(self.answer(f"--as_of={instant}"), then)
        self.restart()
        self.assertEqual(self.answer(f"--as_of={instant}"), then)
        self.ikuctl("verify")

    def test_a_version_of_the_data_answers_as_it_did(self):
        version = json.loads(self.answer())["dataVersion"]
        then = self.answer(f"--as_of=version:{version}")
        self.change_everything()
        self.assertEqual(self.answer(f"--as_of=version:{version}"), then)
        explained = [
            self.ikuctl("explain", "ikm", f"--district={SUMBERSUKO}",
                        "--period=2025", "--format=csv",
                        f"--as_of=version:{version}").stdout
            for _ in range(2)]
        self.assertEqual(explained[0], explained[1])
        self.assertIn("75", explained[0])

    def test_an_answer_ends_with_the_flags_that_ask_for_it_again(self):
        given = self.ikuctl("compute", f"--district={SUMBERSUKO}",
                            "--period=2025", "--profile=truncate",
                            "--policies=unit-of-count=all-three;silent=no-data"
                            ).stdout
        flags = shlex.split(given.splitlines()[-1])
        self.assertEqual([flag.split("=")[0] for flag in flags],
                         ["--as_of", "--rules_version", "--profile",
                          "--policies"])
        time.sleep(1.1)
        self.change_everything()
        again = self.ikuctl("compute", f"--district={SUMBERSUKO}",
                            "--period=2025", *flags).stdout

        def figures(text):  # without the moment of the computation
            return [line for line in text.splitlines()
                    if "computed" not in line and "dihitung" not in line]
        self.assertEqual(figures(again), figures(given))

    def test_a_region_is_asked_for_again_by_its_roll_up(self):
        def region(*arguments):
            lines = self.ikuctl("compute", "--within=35.08", "--period=2025",
                                "--format=json", *arguments).stdout.split("\n")
            replies = [json.loads(line) for line in lines if line]
            for reply in replies:
                reply.pop("computeTime", None)
            return replies
        given = region()
        roll_up = given[-1]
        time.sleep(1.1)
        self.change_everything()
        self.assertNotEqual(region()[:-1], given[:-1])
        self.assertEqual(
            region(f"--as_of=version:{roll_up['dataVersion']},"
                   f"{roll_up['asOfTime']}",
                   f"--rules_version={roll_up['rulesVersion']}"), given)

    def test_a_moment_before_the_district_was_registered_says_so(self):
        done = self.ikuctl("compute", f"--district={SUMBERSUKO}",
                           "--period=2025", "--as_of=2020-01-01", expect=2)
        self.assertIn("baru terdaftar pada", done.stderr)

    def test_as_of_now_is_what_compute_says(self):
        self.change_everything()
        time.sleep(1.1)
        instant = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        past, present = (json.loads(self.answer(*arguments))
                         for arguments in ((f"--as_of={instant}",), ()))
        self.assertEqual(past["indicators"], present["indicators"])

    def test_the_future_and_an_unknown_version_are_refused(self):
        for moment in ("2100-01-01", "version:999999", "kemarin"):
            done = self.ikuctl("compute", f"--district={SUMBERSUKO}",
                               "--period=2025", f"--as_of={moment}", expect=2)
            self.assertNotEqual(done.stderr, "")

    def restart(self):
        self.collection.stop()
        self.restart_collection()


if __name__ == "__main__":
    unittest.main()
