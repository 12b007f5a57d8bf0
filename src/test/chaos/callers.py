"""The ordinary callers, in a process of their own: ask, time, and tell what they were given.

Twice a second each tells (half second, latencies in ms, failures, credentials by id). A failure is whatever a job would notice.
A connection that was kept and that the broker has closed is opened again, as every HTTP client does; a new one that does
not answer is a failure.
"""
import http.client
import json
import queue
import signal
import socket
import threading
import time

PAUSE_SECONDS = 0.02
BUCKETS_A_SECOND = 2
PATIENCE_SECONDS = 10
ROLES = "/latest/meta-data/ram/security-credentials/"


def bucket():
    return int(time.time() * BUCKETS_A_SECOND) / BUCKETS_A_SECOND


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=PATIENCE_SECONDS)
        self.socket_path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.socket_path)


class Caller(threading.Thread):
    def __init__(self, name, profile, path, connect, kept, told, ending):
        super().__init__(name=name, daemon=True)
        self.profile, self.path, self.connect, self.kept = profile, path, connect, kept
        self.told, self.ending = told, ending
        self.connection = None
        self.fresh()

    def fresh(self):
        self.bucket = bucket()
        self.latencies, self.failures, self.seen = [], [], {}

    def run(self):
        while not self.ending.is_set():
            self.once()
            if bucket() != self.bucket:
                self.tell()
            time.sleep(PAUSE_SECONDS)
        self.tell()

    def tell(self):
        self.told.put((self.bucket, self.name, self.latencies, self.failures, self.seen))
        self.fresh()

    def once(self):
        start = time.perf_counter()
        try:
            status, body = self.ask()
            self.latencies.append((time.perf_counter() - start) * 1000)
            if status == 200:
                self.note(json.loads(body))
            else:
                self.failures.append(f"{status} {body[:200]!r}")
        except (OSError, http.client.HTTPException, ValueError, KeyError) as problem:
            self.latencies.append((time.perf_counter() - start) * 1000)
            self.failures.append(repr(problem)[:200])
            self.drop()

    def ask(self):
        reused = self.connection is not None
        try:
            return self.exchange()
        except (OSError, http.client.HTTPException):
            self.drop()
            if not reused:
                raise
            return self.exchange()

    def exchange(self):
        if self.connection is None:
            self.connection = self.connect()
        self.connection.request("GET", self.path())
        answer = self.connection.getresponse()
        body = answer.read()
        if not self.kept or answer.will_close:
            self.drop()
        return answer.status, body

    def drop(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def note(self, read):
        secret = read.get("SecretAccessKey") or read["AccessKeySecret"]
        token = read.get("Token") or read["SecurityToken"]
        first = self.seen.get(read["AccessKeyId"])
        now = time.time()
        self.seen[read["AccessKeyId"]] = (
            self.profile, secret, token, read["Expiration"], first[4] if first else now, now)


def main(place, secret, told, ending):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    port, path = place

    def tcp():
        return http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)

    def unix():
        return UnixConnection(path)

    def fixed(target):
        return lambda: target

    def keyed():
        return "/key/" + secret.value.decode() + "/credentials/guarded"

    kinds = [
        ("credentials, kept", "reader", fixed("/credentials"), tcp, True),
        ("credentials, new", "writer", fixed("/credentials/writer"), tcp, False),
        ("auth, new", "reader", fixed("/auth/reader"), tcp, False),
        ("metadata, kept", "writer", fixed(ROLES + "writer"), tcp, True),
        ("aws, new", "reader", fixed("/aws/reader"), tcp, False),
        ("guarded, kept", "guarded", keyed, tcp, True),
        ("guarded, new", "guarded", keyed, tcp, False),
        ("unix, kept", "reader", fixed("/credentials/reader"), unix, True),
        ("unix, new", "writer", fixed("/credentials/writer"), unix, False),
    ]
    outbox = queue.Queue()
    threads = [Caller(*kind, outbox, ending) for kind in kinds]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        try:
            told.put(outbox.get(timeout=0.5))
        except queue.Empty:
            pass
    while not outbox.empty():
        told.put(outbox.get())
