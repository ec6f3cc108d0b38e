"""Programs that the benchmark starts, watches and stops."""

import json
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
import urllib.request


class Invalid(Exception):
    """The line cannot be measured; says why."""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Service:
    """A program that says on stdout where it listens. Its log is dropped: a
    pipe that nobody reads would stop it."""

    def __init__(self, *command):
        self.process = subprocess.Popen(
            [str(word) for word in command], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        if " listening on " not in line:
            self.stop()
            raise Invalid(f"{command[0]} did not start")
        self.address = line.split()[-1]

    def stop(self):
        self.process.terminate()
        if self.process.wait(timeout=120) != 0:
            raise Invalid(f"{self.process.args[0]} ended with an error")

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.stop()
        else:
            self.process.kill()
            self.process.wait()


class Etcd(Service):
    """One etcd member on loopback, with fsync as it comes."""

    def __init__(self, folder):
        program = shutil.which("etcd")
        if program is None:
            raise Invalid("etcd-server is not installed")
        client, peer = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        self.process = subprocess.Popen(
            [program, "--data-dir", str(folder), "--log-level", "error",
             "--listen-client-urls", client, "--advertise-client-urls", client,
             "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
             "--initial-cluster", f"default={peer}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.address = client.removeprefix("http://")
        for _ in range(100):
            if healthy(client):
                return
            time.sleep(0.1)
        self.process.kill()
        raise Invalid("etcd did not become healthy in 10 s")

    def stop(self):
        self.process.terminate()  # ends by the signal, which is no error
        self.process.wait(timeout=60)


def healthy(url):
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=1) as reply:
            return json.load(reply).get("health") == "true"
    except (OSError, ValueError):
        return False


def run(*command):
    """What the program printed as JSON; any error makes it Invalid."""
    done = subprocess.run([str(word) for word in command], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        result = json.loads(done.stdout)
    except ValueError:
        raise Invalid(done.stderr.strip() or
                      f"{command[0]} ended with {done.returncode}") from None
    if done.returncode != 0 or result["errors"] != 0:
        raise Invalid(f"{result['errors']} errors, the first: "
                      f"{result.get('first_error')}")
    return result


class ResidentMemory(threading.Thread):
    """Looks at a process's resident memory (VmRSS) until stopped."""

    def __init__(self, process_id, every_seconds):
        super().__init__(daemon=True)
        self.status = pathlib.Path(f"/proc/{process_id}/status")
        self.every_seconds = every_seconds
        self.mib = []
        self.stopped = threading.Event()

    def run(self):
        while not self.stopped.wait(self.every_seconds):
            for line in self.status.read_text().splitlines():
                if line.startswith("VmRSS:"):
                    self.mib.append(int(line.split()[1]) / 1024)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.join()


def bytes_of(store):
    """Of the store's file and what lies beside it."""
    return sum(os.path.getsize(file)
               for file in store.parent.glob(store.name + "*"))


def commits_of(store):
    """How many commits a stopped service has made, but for the first, which
    holds the seed of the register."""
    connection = sqlite3.connect(store)
    try:
        count, = connection.execute("SELECT count(*) FROM commits").fetchone()
    finally:
        connection.close()
    return max(1, count - 1)
