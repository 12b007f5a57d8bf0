#!/usr/bin/env python3
"""Floods a broker on this machine as a hostile neighbour could, and measures what another caller notices.

  flood.py KIND --port 7070 [--path /credentials] [--connections 500] [--seconds 5] [--probe-port 7070]

KIND is one of
  headers   unfinished requests of 4,000 short header lines
  pipeline  requests without end whose answers are never read
  silent    connections that say nothing
  waiting   requests with 16 KB of headers; for a --path that waits for STS
  leaving   the same, but gone before they are answered
  none      calm

Whatever is closed is opened again, up to --rate a second. Only 127.0.0.1 and unix sockets (--socket in place of --port)
are ever asked; bounded in connections and seconds. Prints one line: requests of the other caller, failures, p50, p99
and the longest in ms; and what became of the flood. Needs the standard library alone.
"""
import argparse
import multiprocessing
import selectors
import socket
import struct
import time

GET = "GET {path} HTTP/1.1\r\nHost: localhost\r\n"
RESET = struct.pack("ii", 1, 0)


def connect(place, patience):
    """A connection to a port of 127.0.0.1 or the path of a unix socket; one that does not wait, without patience."""
    one = socket.socket(socket.AF_UNIX if isinstance(place, str) else socket.AF_INET)
    one.settimeout(patience)
    address = place if isinstance(place, str) else ("127.0.0.1", place)
    if patience:
        one.connect(address)
    else:
        one.connect_ex(address)
    return one


def payload(kind, path):
    """What a connection sends; one that pipelines sends it again and again."""
    head = GET.format(path=path)
    if kind == "headers":
        return (head + "a:\r\n" * 4000).encode()
    if kind == "pipeline":
        return (head + "\r\n").encode() * 50
    if kind in ("waiting", "leaving"):
        return (head + "".join(f"X{i}: {'a' * 150}\r\n" for i in range(95)) + "\r\n").encode()
    return b""


class Flood:
    """Keeps hostile connections up, on one thread."""

    def __init__(self, given):
        self.given = given
        self.bytes = payload(given.kind, given.path)
        self.selector = selectors.DefaultSelector()
        self.unsent = {}
        self.opened = 0
        self.answers = {}

    def open(self):
        try:
            one = connect(self.given.socket or self.given.port, 0)
        except OSError:
            return
        self.opened += 1
        self.unsent[one] = memoryview(self.bytes)
        reads = 0 if self.given.kind == "pipeline" else selectors.EVENT_READ
        self.selector.register(one, reads | selectors.EVENT_WRITE)

    def close(self, one, reset=False):
        self.selector.unregister(one)
        del self.unsent[one]
        if reset:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        one.close()

    def write(self, one):
        rest = self.unsent[one]
        if not rest and self.given.kind == "pipeline":
            rest = memoryview(self.bytes)
        if rest:
            self.unsent[one] = rest[one.send(rest):]
        elif self.given.kind == "leaving":
            self.close(one, reset=True)
        else:
            self.selector.modify(one, selectors.EVENT_READ)

    def read(self, one):
        got = one.recv(65536)
        if got.startswith(b"HTTP/1.1 "):
            status = got[9:12].decode()
            self.answers[status] = self.answers.get(status, 0) + 1
        self.close(one)

    def turn(self, one, events):
        try:
            if events & selectors.EVENT_WRITE:
                self.write(one)
            if events & selectors.EVENT_READ and one in self.unsent:
                self.read(one)
        except OSError:
            if one in self.unsent:
                self.close(one)

    def run(self):
        due, end = time.monotonic(), time.monotonic() + self.given.seconds
        while time.monotonic() < end:
            now = time.monotonic()
            due = max(due, now - 0.1)
            while len(self.unsent) < self.given.connections and due <= now:
                due += 1 / self.given.rate
                self.open()
            for key, events in self.selector.select(0.01):
                self.turn(key.fileobj, events)
        return f"{self.opened} connections, answers {self.answers}"


def flooding(given, pipe):
    pipe.send(Flood(given).run())


def ask(place, path):
    """The status of a whole answer, on a connection of its own."""
    with connect(place, 30) as one:
        one.sendall((GET.format(path=path) + "Connection: close\r\n\r\n").encode())
        got = b""
        while more := one.recv(65536):
            got += more
    top, _, body = got.partition(b"\r\n\r\n")
    lengths = [int(line[16:]) for line in top.split(b"\r\n") if line.lower().startswith(b"content-length: ")]
    if lengths != [len(body)]:
        raise OSError("no whole answer")
    return int(top[9:12])


def probe(place, path, seconds):
    """Asks again and again; the times in ms, and what else than 200 there was."""
    times, failed, end = [], {}, time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.monotonic()
        try:
            status = str(ask(place, path))
        except OSError as e:
            status = str(e)
        if status != "200":
            failed[status] = failed.get(status, 0) + 1
        times.append((time.monotonic() - begin) * 1000)
        time.sleep(0.002)
    return sorted(times), failed


def arguments():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("kind", choices=["headers", "pipeline", "silent", "waiting", "leaving", "none"])
    words.add_argument("--port", type=int, help="the listener that is flooded")
    words.add_argument("--socket", help="a unix socket, in place of a port")
    words.add_argument("--path", default="/credentials")
    words.add_argument("--connections", type=int, default=500, help="open at a time (default: 500)")
    words.add_argument("--rate", type=int, default=3000, help="new connections a second (default: 3000)")
    words.add_argument("--seconds", type=float, default=5)
    words.add_argument("--probe-port", type=int, help="the listener the other caller asks (default: the same)")
    words.add_argument("--probe-path", default="/credentials")
    given = words.parse_args()
    if not given.port and not given.socket:
        words.error("--port or --socket is needed")
    given.connections = min(given.connections, 5000)
    given.seconds = min(given.seconds, 600)
    return given


def main():
    given = arguments()
    told, tells = multiprocessing.Pipe(duplex=False)
    # In a process of its own: the caller that is measured shares no interpreter with it.
    flood = multiprocessing.Process(target=flooding, args=(given, tells), daemon=True)
    if given.kind != "none":
        flood.start()
    times, failed = probe(given.probe_port or given.port or given.socket, given.probe_path, given.seconds)
    became = told.recv() if given.kind != "none" else "none"
    middle, high = times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]
    print(
        f"{given.kind}: {len(times)} requests, {sum(failed.values())} failed {failed or ''}, p50 {middle:.1f} ms,"
        f" p99 {high:.1f} ms, longest {times[-1]:.1f} ms; flood: {became}"
    )


if __name__ == "__main__":
    main()
