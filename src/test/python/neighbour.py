#!/usr/bin/env python3
"""Floods a broker as one user, and measures what a caller of another user beside it notices.

  neighbour.py --port 7070 --admin 7071 --uid 4242 [--seconds 60] [--calm 20] [--nice 19] [--kinds guesses,values,...]

The flood is of user --uid (which needs root) and consists of
  guesses   wrong secrets, on kept connections
  tokens    metadata tokens, asked for and made up
  values    new values of the profile --parameterised
  reads     reads of what is held
  hanging   requests for the profile --hanging, which wait
  half      requests that never end
  connects  connections that are opened, say nothing, and are opened anew when they are closed

The other caller is of the user that runs this; it asks for --path at a steady pace on new connections and on a kept one,
and for a new value of the parameterised profile every few seconds. Only 127.0.0.1 is asked. Prints one line of JSON: the
other's times in ms and failures in calm and under the flood and their ratio, calls to STS by profile, bytes of the log
(--log), memory and processor time of the broker (--pid), what became of the flood. Needs the standard library alone.
"""
import argparse
import collections
import json
import multiprocessing
import os
import selectors
import socket
import time
import urllib.request

KEPT = {"guesses", "tokens", "values", "reads"}
CONNECTIONS = {"guesses": 20, "tokens": 20, "values": 20, "reads": 20, "hanging": 300, "half": 100, "connects": 200}


def request(kind, given, number):
    """The bytes of one hostile request."""
    path = given.path
    method, more = "GET", ""
    if kind == "guesses":
        path = f"/key/guess-{number:030d}{given.guarded}"
    elif kind == "tokens" and number % 2:
        method, path = "PUT", "/latest/api/token"
        more = "X-aliyun-ecs-metadata-token-ttl-seconds: 60\r\n"
    elif kind == "tokens":
        path = "/latest/meta-data/ram/security-credentials/"
        more = "X-aliyun-ecs-metadata-token: 0123456789abcdef.99999999999." + "a" * 43 + "\r\n"
    elif kind == "values":
        path = f"{given.parameterised}hostile-{number}"
    elif kind == "hanging":
        path = given.hanging
    text = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{more}"
    return (text if kind == "half" else text + "\r\n").encode()


class Flood:
    """Hostile connections of one kind, each opened anew when it is closed."""

    def __init__(self, kind, given):
        self.kind, self.given = kind, given
        self.selector = selectors.DefaultSelector()
        self.open = {}
        self.seen = collections.Counter()
        self.number = 0

    def connect(self):
        one = socket.socket()
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", self.given.port))
        self.seen["connections"] += 1
        self.open[one] = False
        self.selector.register(one, selectors.EVENT_READ | selectors.EVENT_WRITE)

    def close(self, one):
        self.selector.unregister(one)
        del self.open[one]
        one.close()

    def turn(self, one, events):
        if events & selectors.EVENT_WRITE:
            self.selector.modify(one, selectors.EVENT_READ)
            self.send(one)
        if events & selectors.EVENT_READ:
            got = one.recv(65536)
            if got.startswith(b"HTTP/1.1 "):
                self.seen[got[9:12].decode()] += 1
            if not got:
                self.close(one)
            elif self.kind in KEPT:
                self.send(one)

    def send(self, one):
        if self.kind != "connects":
            self.number += 1
            one.send(request(self.kind, self.given, self.number))

    def run(self, end):
        due = time.monotonic()
        while time.monotonic() < end:
            due = max(due, time.monotonic() - 0.05)
            while len(self.open) < CONNECTIONS[self.kind] and due <= time.monotonic():
                due += 1 / self.given.rate
                self.connect()
            for key, events in self.selector.select(0.01):
                try:
                    self.turn(key.fileobj, events)
                except OSError:
                    self.close(key.fileobj)
        return dict(self.seen)


def flood(kind, given, end, pipe):
    os.nice(given.nice)
    if given.uid:
        os.setgroups([])
        os.setresgid(given.uid, given.uid, given.uid)
        os.setresuid(given.uid, given.uid, given.uid)
    pipe.send((kind, Flood(kind, given).run(end)))


class Caller:
    """The other one."""

    def __init__(self, given):
        self.given = given
        self.times = {"new": [], "kept": [], "value": []}
        self.failed = collections.Counter()
        self.kept = None
        self.number = 0

    def timed(self, what, ask):
        begin = time.monotonic()
        try:
            status = ask()
        except OSError as e:
            status = f"{what}: {e}"
        self.times[what].append((time.monotonic() - begin) * 1000)
        if status != 200:
            self.failed[str(status)] += 1

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.given.port), 30)

    def ask(self, one, path, more=""):
        one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n".encode())
        got = b""
        while b"\r\n\r\n" not in got or not got.endswith(b"}"):
            part = one.recv(65536)
            if not part:
                raise OSError("closed without an answer")
            got += part
        return int(got[9:12])

    def on_new(self, path):
        with self.connect() as one:
            return self.ask(one, path, "Connection: close\r\n")

    def on_kept(self):
        if self.kept is None:
            self.kept = self.connect()
        try:
            return self.ask(self.kept, self.given.path)
        except OSError:
            self.kept.close()
            self.kept = None
            raise

    def run(self, seconds):
        end = time.monotonic() + seconds
        due = time.monotonic()
        rounds = 0
        while time.monotonic() < end:
            self.timed("new", lambda: self.on_new(self.given.path))
            self.timed("kept", self.on_kept)
            rounds += 1
            if rounds % 100 == 0 and self.given.parameterised:
                self.number += 1
                path = f"{self.given.parameterised}mine-{os.getpid()}-{self.number}"
                self.timed("value", lambda: self.on_new(path))
            due = max(due + 1 / self.given.pace, time.monotonic() - 0.05)
            time.sleep(max(0, due - time.monotonic()))
        found = {what: figures(times) for what, times in self.times.items() if times}
        found["failed"] = dict(self.failed)
        self.times = {what: [] for what in self.times}
        self.failed.clear()
        return found


def figures(times):
    times = sorted(times)
    share = lambda part: round(times[min(len(times) - 1, int(len(times) * part))], 2)
    return {"n": len(times), "p50": share(0.5), "p99": share(0.99), "max": round(times[-1], 1)}


def metrics(given, name):
    """The sums of a metric by its labels."""
    with urllib.request.urlopen(f"http://127.0.0.1:{given.admin}/metrics", timeout=60) as page:
        lines = page.read().decode().splitlines()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name)}


def state(given):
    found = {"calls": metrics(given, "sts_broker_refresh"), "rejected": metrics(given, "sts_broker_requests_rejected")}
    found["log"] = os.path.getsize(given.log) if given.log else 0
    if given.pid:
        with open(f"/proc/{given.pid}/status") as status:
            found["rss"] = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))
        with open(f"/proc/{given.pid}/stat") as stat:
            found["cpu"] = sum(map(int, stat.read().rsplit(")", 1)[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")
    return found


def more(before, after):
    """What has grown, by how much."""
    return {key: round(n - before.get(key, 0)) for key, n in after.items() if n > before.get(key, 0)}


def arguments():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--port", type=int, required=True)
    words.add_argument("--admin", type=int, required=True)
    words.add_argument("--uid", type=int, default=0, help="of the flood; 0 for this user")
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--calm", type=float, default=20, help="seconds measured before the flood")
    words.add_argument("--nice", type=int, default=19)
    words.add_argument("--rate", type=int, default=500, help="new connections a second of each kind")
    words.add_argument("--pace", type=float, default=50, help="rounds of the other caller a second")
    words.add_argument("--path", default="/credentials/reader")
    words.add_argument("--guarded", default="/credentials/guarded")
    words.add_argument("--parameterised", default="/credentials/scratch?job=", help="up to the value")
    words.add_argument("--hanging", default="/credentials/hanging")
    words.add_argument("--kinds", default=",".join(CONNECTIONS))
    words.add_argument("--log")
    words.add_argument("--pid", type=int)
    given = words.parse_args()
    given.seconds = min(given.seconds, 600)
    return given


def main():
    given = arguments()
    caller = Caller(given)
    caller.run(min(3, given.calm))
    calm = caller.run(given.calm)
    before = state(given)
    told, tells = multiprocessing.Pipe(duplex=False)
    end = time.monotonic() + given.seconds + 1
    floods = [multiprocessing.Process(target=flood, args=(k, given, end, tells)) for k in given.kinds.split(",") if k]
    for one in floods:
        one.start()
    time.sleep(0.5)
    flooded = caller.run(given.seconds)
    after = state(given)
    became = dict(told.recv() for _ in floods)
    for one in floods:
        one.join()
    ratios = {what: round(flooded[what]["p99"] / calm[what]["p99"], 2) for what in ("new", "kept")}
    told_of = {"log bytes": after["log"] - before["log"], "rss MiB": [before.get("rss"), after.get("rss")]}
    if given.pid:
        told_of["processor s"] = round(after["cpu"] - before["cpu"], 1)
    found = {"calm": calm, "flooded": flooded, "p99 ratio": ratios, "flood": became, **told_of}
    found["refreshes"] = more(before["calls"], after["calls"])
    found["rejected"] = more(before["rejected"], after["rejected"])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
