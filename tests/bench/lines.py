"""The lines of the benchmark: what is measured against what.

Each function returns a list of lines. A line holds `line`, `what`, `unit`,
`ours`, `floor` and `floor_name` (or None), `ratio`, `target` as text and
`reached`; and all single runs, of which the figures are the medians.
"""

import pathlib
import shutil
import statistics
import tempfile

from processes import (Etcd, Invalid, ResidentMemory, Service, bytes_of,
                       commits_of, run)


def line(name, what, unit, ours, target, reached, floor_name=None, floor=()):
    """`ours` and `floor` are single runs; `reached` judges their median and
    the ratio, None where there is no target."""
    value = statistics.median(ours)
    base = statistics.median(floor) if floor else None
    ratio = value / base if base else None
    return {"line": name, "what": what, "unit": unit, "ours": value,
            "floor_name": floor_name, "floor": base, "ratio": ratio,
            "target": target, "reached": reached(value, ratio),
            "runs": {"ours": list(ours), "floor": list(floor)}}


def at_least(least):
    return f">= {least} of it", lambda _, ratio: ratio >= least


def at_most(most):
    return f"<= {most} of it", lambda _, ratio: ratio <= most


class Bench:
    """Measures lines with given programs, sizes and repetitions. Everything
    that it writes is under `folder`."""

    def __init__(self, options, folder):
        self.options = options
        self.services = pathlib.Path(options.bin).resolve()
        self.programs = pathlib.Path(options.programs).resolve()
        self.folder = folder
        self.like = None
        self.large = None
        self.memory_mib = None

    # What the lines share.

    def fresh(self):
        return pathlib.Path(tempfile.mkdtemp(dir=self.folder))

    def collection(self, store):
        return Service(self.services / "iku-collection",
                       "--listen=127.0.0.1:0", f"--store=sqlite:{store}")

    def indicator(self, folder, collection):
        return Service(self.services / "iku-indicator",
                       "--listen=127.0.0.1:0",
                       f"--store=sqlite:{folder}/indicator.db",
                       f"--collection={collection.address}")

    def floor(self, name, *arguments):
        return Service(self.programs / name, *arguments)

    def load(self, name, service, in_flight, *arguments):
        return run(self.programs / name, f"--target={service.address}",
                   f"--in_flight={in_flight}",
                   f"--seconds={self.options.seconds}",
                   f"--warm_up={self.options.warm_up}", *arguments)

    def fill(self, service, answers, *arguments):
        return run(self.programs / "bulk_load", f"--target={service.address}",
                   f"--in_flight={self.options.batches_in_flight}",
                   f"--answers={answers}", *arguments)

    def like_store(self):
        """A small store that shows the floors what a row looks like."""
        if self.like is None:
            self.like = self.fresh() / "like.db"
            with self.collection(self.like) as service:
                self.fill(service, 1000)
        return self.like

    def large_store(self):
        """A store with all answers, made once, while its service's memory is
        watched."""
        if self.large is None:
            store = self.fresh() / "large.db"
            answers = self.options.answers
            with self.collection(store) as service:
                every = 1 if answers >= 1_000_000 else 0.1
                with ResidentMemory(service.process.pid, every) as memory:
                    self.fill(service, answers, "--ahead=false")
            self.large, self.memory_mib = store, memory.mib
        return self.large

    # The lines.

    def echo(self):
        """What gRPC itself takes; nothing of ours."""
        with self.floor("floor_echo") as echo:
            lines = []
            for in_flight, key, unit in ((64, "per_second", "calls/s"),
                                         (1, "p50_us", "us p50")):
                runs = [self.load("unary_load", echo, in_flight)[key]
                        for _ in range(self.options.repetitions)]
                lines.append(line("echo", f"raw gRPC echo, {in_flight} in "
                                  "flight", unit, runs, "", lambda *_: None))
            return lines

    def inserts(self, folder, answers, ids, rows_a_commit):
        store = folder / f"floor-{rows_a_commit}.db"
        return run(self.programs / "floor_insert", self.like_store(), store,
                   answers, ids, rows_a_commit)["per_second"]

    def bulk_against_inserts(self, name, ids, days, answers):
        """Batches in flight share a commit, so that a page which many rows
        change is written less often. The second floor has as many rows a
        commit as the service had: what the first one flatters."""
        ours, floor, grouped, sizes = [], [], [], []
        for _ in range(self.options.repetitions):
            folder = self.fresh()
            floor.append(self.inserts(folder, answers, ids, 1000))
            with self.collection(folder / "c.db") as service:
                ours.append(self.fill(service, answers, f"--ids={ids}",
                                      f"--days={days}")["per_second"])
            sizes.append(answers // commits_of(folder / "c.db"))
            grouped.append(self.inserts(folder, answers, ids, sizes[-1]))
            shutil.rmtree(folder)
        target, reached = at_least(0.5)
        how = f"{ids} ids, days {days.replace('_', ' ')}"
        what = (f"bulk stream, {answers:,} answers, {how}, "
                f"{self.options.batches_in_flight} batches of 1,000 in flight")
        return [line(name, what, "answers/s", ours, target, reached,
                     f"raw SQLite, {ids}, 1,000 rows a commit", floor),
                line(name, what, "answers/s", ours, target, reached,
                     f"raw SQLite, {ids}, as many rows a commit as ours: "
                     f"{statistics.median(sizes):,.0f}", grouped)]

    def bulk(self):
        return self.bulk_against_inserts("bulk", "ascending", "as_they_come",
                                         self.options.answers)

    def bulk_days(self):
        """The index by day takes a page for each day that a batch touches."""
        return self.bulk_against_inserts("bulk_days", "ascending", "random",
                                         self.options.random_answers)

    def bulk_random(self):
        return self.bulk_against_inserts("bulk_random", "random", "random",
                                         self.options.random_answers)

    def unary(self):
        ours, commit, etcd = [], [], []
        without_etcd = None
        for _ in range(self.options.repetitions):
            folder = self.fresh()
            with self.floor("floor_commit", self.like_store(),
                            folder / "floor.db") as server:
                commit.append(self.load("unary_load", server, 64))
            try:
                with Etcd(folder / "etcd") as server:
                    etcd.append(self.load("etcd_load", server, 64))
            except Invalid as reason:
                without_etcd = str(reason)
            with self.collection(folder / "c.db") as service:
                ours.append(self.load("unary_load", service, 64))
            shutil.rmtree(folder)
        what = "CreateSurveyResponse, 64 in flight"
        rate = [one["per_second"] for one in ours]
        target, reached = at_least(0.6)
        lines = [line("unary", what, "calls/s", rate, target, reached,
                      "raw gRPC and group commit",
                      [one["per_second"] for one in commit])]
        if without_etcd:
            lines.append({"line": "unary", "what": what,
                          "invalid": f"against etcd: {without_etcd}"})
        else:
            target, reached = at_least(1.0)
            lines.append(line("unary", what, "calls/s", rate, target, reached,
                              "etcd Put", [one["per_second"] for one in etcd]))
        lines.append(line("unary", what, "us p99",
                          [one["p99_us"] for one in ours], "",
                          lambda *_: None, "raw gRPC and group commit",
                          [one["p99_us"] for one in commit]))
        return lines

    def compute(self):
        folder = self.fresh()
        small = self.options.small
        found = {}
        with self.collection(folder / "c.db") as collection, \
                self.indicator(folder, collection) as indicator, \
                self.floor("floor_echo") as echo, \
                self.floor("floor_forward", echo.address) as forward:
            self.fill(collection, small)
            kept = folder / "answer"
            run(self.programs / "compute_load",
                f"--target={indicator.address}", "--warm_up=0",
                "--seconds=0.1", f"--answers={small}", f"--keep={kept}")
            with self.floor("floor_answer", echo.address, kept) as answer:
                asked = ["compute_load", f"--answers={small}"]
                loads = {"forward": (forward, ["unary_load"]),
                         "answer": (answer, asked),
                         "again": (indicator, asked),
                         "anew": (indicator, [*asked, "--anew=true"])}
                for _ in range(self.options.repetitions):
                    for in_flight in (64, 1):
                        for name, (service, (load, *more)) in loads.items():
                            found.setdefault((name, in_flight), []).append(
                                self.load(load, service, in_flight, *more))

        names = {"forward": "raw gRPC forwarding",
                 "answer": "raw gRPC forwarding, the same answer as bytes",
                 "again": "the same question", "anew": "no answer remembered"}

        def one(name, floor, in_flight, key, unit, target="",
                reached=lambda *_: None):
            return line("compute", f"Compute, one district-year, "
                        f"{names[name]}, {in_flight} in flight", unit,
                        [each[key] for each in found[name, in_flight]],
                        target, reached, names[floor],
                        [each[key] for each in found[floor, in_flight]])

        rate = (64, "per_second", "calls/s")
        p50 = (1, "p50_us", "us p50")
        return [one("again", "forward", *rate, *at_least(0.6)),
                one("again", "forward", *p50, *at_most(1.5)),
                one("again", "forward", 1, "p99_us", "us p99"),
                one("again", "answer", *rate), one("again", "answer", *p50),
                one("anew", "forward", *rate), one("anew", "forward", *p50)]

    def size(self):
        small_store = self.fresh() / "small.db"
        small, large = self.options.small, self.options.answers
        with self.collection(small_store) as service:
            # Over the whole year, as the many are.
            self.fill(service, small, "--days=random")
        with self.collection(small_store) as few, \
                self.collection(self.large_store()) as many, \
                self.indicator(self.fresh(), few) as of_few, \
                self.indicator(self.fresh(), many) as of_many:
            runs = [(self.load("compute_load", of_few, 1, "--anew=true",
                               f"--answers={small}")["p50_us"],
                     self.load("compute_load", of_many, 1, "--anew=true",
                               f"--answers={large}")["p50_us"])
                    for _ in range(self.options.repetitions)]
        target, reached = at_most(1.2)
        what = f"Compute at {large:,} answers, none remembered"
        return [line("size", what, "us p50", [many for _, many in runs],
                     target, reached,
                     f"at {small:,}", [few for few, _ in runs])]

    def memory(self):
        self.large_store()
        half = len(self.memory_mib) // 2
        if half == 0:
            raise Invalid("too few answers to watch the memory")
        what = f"collection's memory while {self.options.answers:,} stream in"
        second_half = [max(self.memory_mib[half:])]
        return [line("memory", what, "MiB", [max(self.memory_mib)], "< 200",
                     lambda value, _: value < 200),
                line("memory", f"{what}, second half", "MiB", second_half,
                     "<= 1.1 of it", lambda _, ratio: ratio <= 1.1,
                     "first half", [max(self.memory_mib[:half])])]

    def disk(self):
        each = bytes_of(self.large_store()) / self.options.answers
        return [line("disk", "on disk, everything included", "bytes/answer",
                     [each], "<= 160", lambda value, _: value <= 160)]

    def start(self):
        store = self.large_store()
        runs = [run(self.programs / "ready_time",
                    self.services / "iku-collection", "--listen=127.0.0.1:0",
                    f"--store=sqlite:{store}")
                for _ in range(self.options.repetitions)]
        what = f"start with {self.options.answers:,} answers"
        return [line("start", f"{what}, until it {name}", "s",
                     [one[key] for one in runs], "< 0.5",
                     lambda value, _: value < 0.5)
                for name, key in (("listens", "listening_seconds"),
                                  ("is SERVING", "serving_seconds"))]


LINES = ("echo", "bulk", "bulk_days", "bulk_random", "unary", "compute",
         "size", "memory", "disk", "start")
