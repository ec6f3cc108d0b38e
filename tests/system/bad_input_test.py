"""Wrong input gets an error that names what and where, and loses nothing."""

import os
import subprocess
import time
import unittest

from harness import BIN, SUMBERSUKO, SystemTest, answers

GOOD = answers((4,) * 9, 1)


class BadFiles(SystemTest):

    def refused(self, text, *words, arguments=("--date=2025-06-30",),
                stored=0, expect=2):
        """The file is refused with sentences that hold the words."""
        path = self.write("file.csv", text)
        done = self.import_survey(path, *arguments, expect=expect, lang="en")
        for word in words:
            self.assertIn(word, done.stdout + done.stderr)
        self.assertEqual(self.count(), stored)

    def test_an_empty_file(self):
        self.refused("", "empty")

    def test_a_header_without_rows(self):
        self.refused(GOOD.splitlines()[0] + "\n")

    def test_a_missing_column_is_named(self):
        self.refused(GOOD.replace("u9", "x9"), "u9")

    def test_a_quote_that_is_not_closed_names_the_row(self):
        self.refused(GOOD + '"4,4,4,4,4,4,4,4,4\n4,4,4,4,4,4,4,4,4\n', "row 3")

    def test_a_row_with_too_few_columns_names_the_row(self):
        self.refused(GOOD + "4,4,4\n", "3", expect=1, stored=1)

    def test_scores_and_blanks_are_reported_by_row_and_the_rest_is_stored(self):
        self.refused(GOOD + "5,4,4,4,4,4,4,4,0\n4,,4,4,4,4,4,4,4\n",
                     "SCORE_OUT_OF_RANGE", "requirements", "complaints",
                     "ANSWER_MISSING", "procedure", expect=1, stored=1)

    def test_missing_answers_may_be_allowed(self):
        path = self.write("file.csv", GOOD + "4,,4,4,4,4,4,4,4\n")
        self.import_survey(path, "--date=2025-06-30", "--allow_missing")
        self.assertIn("ANSWERS_MISSING", self.compute("2025")["ikm"]["flags"])

    def test_dates_that_do_not_exist_or_lie_in_the_future(self):
        header = "tanggal," + GOOD.splitlines()[0]
        rows = "2025-02-30,4,4,4,4,4,4,4,4,4\n2199-01-01,4,4,4,4,4,4,4,4,4\n"
        self.refused(header + "\n" + rows, "DATE_INVALID", "DATE_IN_FUTURE",
                     arguments=(), expect=2)

    def test_text_that_looks_like_a_nik_or_phone_number(self):
        header = "saran," + GOOD.splitlines()[0]
        rows = ('"NIK saya 3508 2101 0190 0001",4,4,4,4,4,4,4,4,4\n'
                "hubungi 0812-3456-7890,4,4,4,4,4,4,4,4,4\n"
                "pelayanan baik,4,4,4,4,4,4,4,4,4\n")
        self.refused(header + "\n" + rows, "PERSONAL_DATA", expect=1, stored=1)

    def test_what_excel_in_indonesia_writes_is_understood(self):
        text = "\ufeff" + GOOD.replace(",", ";").replace("\n", "\r\n")
        path = self.write("excel.csv", text)
        self.import_survey(path, "--date=30/06/2025")
        self.assertEqual(self.count(), 1)

    def test_validate_only_stores_nothing(self):
        path = self.write("file.csv", GOOD)
        self.import_survey(path, "--date=2025-06-30", "--validate_only")
        self.assertEqual(self.count(), 0)

    def test_an_unknown_district_is_named(self):
        path = self.write("file.csv", GOOD)
        columns = ",".join(f"{e}=u{n}" for n, e in enumerate(
            ("requirements", "procedure", "time", "cost", "product",
             "competence", "behaviour", "facilities", "complaints"), 1))
        done = self.ikuctl("import", "survey", path, "--district=99.99.99",
                           f"--columns={columns}", "--date=2025-06-30",
                           expect=2)
        self.assertIn("99.99.99", done.stdout + done.stderr)

    def test_unknown_profile_and_period_are_both_named(self):
        done = self.ikuctl("compute", f"--district={SUMBERSUKO}",
                           "--period=2025-Q5", "--profile=nope", expect=2)
        self.assertIn("PERIOD_MALFORMED", done.stderr)
        self.assertIn("UNKNOWN_PROFILE", done.stderr)


class BadStarts(SystemTest):

    def failed_start(self, *arguments, program="iku-collection"):
        done = subprocess.run([BIN / program, *arguments], capture_output=True,
                              text=True, timeout=30)
        self.assertNotEqual(done.returncode, 0)
        return done.stderr

    def test_an_unknown_flag(self):
        self.assertIn("no_such_flag", self.failed_start("--no_such_flag=1"))

    def test_a_port_that_is_taken(self):
        error = self.failed_start(f"--listen={self.collection.address}",
                                  f"--store=sqlite:{self.folder}/other.db")
        self.assertIn(self.collection.address, error)

    def test_a_port_that_does_not_exist(self):
        error = self.failed_start("--listen=127.0.0.1:99999",
                                  f"--store=sqlite:{self.folder}/other.db")
        self.assertIn("99999", error)

    def test_a_store_that_another_process_uses(self):
        error = self.failed_start(
            "--listen=127.0.0.1:0",
            f"--store=sqlite:{self.folder}/collection.db")
        self.assertIn("collection.db", error)

    def test_a_store_that_cannot_be_written(self):
        error = self.failed_start("--listen=127.0.0.1:0",
                                  "--store=sqlite:/proc/no/such.db")
        self.assertIn("/proc/no/such.db", error)

    def test_a_store_that_is_damaged(self):
        path = self.write("damaged.db", os.urandom(8192))
        error = self.failed_start("--listen=127.0.0.1:0",
                                  f"--store=sqlite:{path}")
        self.assertIn("damaged.db", error)

    def test_a_store_of_unknown_kind(self):
        self.assertIn("mysql", self.failed_start("--store=mysql:x"))

    def test_a_failed_start_is_quick(self):
        begin = time.monotonic()
        self.failed_start(f"--listen={self.collection.address}",
                          f"--store=sqlite:{self.folder}/other.db")
        self.assertLess(time.monotonic() - begin, 5)


if __name__ == "__main__":
    unittest.main()
