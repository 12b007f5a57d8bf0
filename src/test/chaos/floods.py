"""Neighbours that mean no good, in a process of their own: bounded in connections, in new ones a second, and in time."""
import queue
import selectors
import signal
import socket
import struct
import time

MOST = 400
NEW_A_SECOND = 300
TICK_SECONDS = 0.02
SEND_BYTES = 64 * 1024
HEAD = b"GET /credentials/reader HTTP/1.1\r\nHost: 127.0.0.1\r\n"
ADMIN_HEAD = b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n"
KINDS = ("headers", "pipeline", "silent", "drip", "abort")


class Flood:
    def __init__(self, kind, port, admin):
        self.kind, self.port = kind, port
        self.head = ADMIN_HEAD if admin else HEAD
        self.selector = selectors.DefaultSelector()
        self.count = 0
        self.opened = 0
        self.allowance = 0.0

    def tick(self):
        self.allowance = min(NEW_A_SECOND / 10, self.allowance + NEW_A_SECOND * TICK_SECONDS)
        while self.count < MOST and self.allowance >= 1:
            self.allowance -= 1
            self.open()
        for key, events in self.selector.select(0):
            self.serve(key.fileobj, key.data, events)

    def open(self):
        kind = KINDS[self.opened % len(KINDS)] if self.kind == "all" else self.kind
        connection = socket.socket()
        if kind == "pipeline":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.setblocking(False)
        try:
            connection.connect(("127.0.0.1", self.port))
        except BlockingIOError:
            pass
        except OSError:
            connection.close()
            return
        self.opened += 1
        self.count += 1
        data = {"kind": kind, "pending": self.first(kind), "next": 0.0}
        # Without reading: what is readable is looked at only to see whether the other side has closed.
        self.selector.register(connection, selectors.EVENT_WRITE | selectors.EVENT_READ, data)

    def first(self, kind):
        if kind == "headers":
            return self.head + b"a:\r\n" * 4000
        if kind == "pipeline":
            return (self.head + b"\r\n") * 400
        return self.head if kind == "drip" else b""

    def serve(self, connection, data, events):
        try:
            if data["kind"] == "abort":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return self.drop(connection)
            if data["kind"] != "pipeline" and events & selectors.EVENT_READ and not connection.recv(4096):
                return self.drop(connection)
            now = time.monotonic()
            if data["kind"] == "drip" and not data["pending"] and now >= data["next"]:
                data["pending"], data["next"] = b"b", now + 1
            if events & selectors.EVENT_WRITE and data["pending"]:
                sent = connection.send(data["pending"][:SEND_BYTES])
                data["pending"] = data["pending"][sent:]
                if not data["pending"] and data["kind"] == "pipeline":
                    data["pending"] = self.first("pipeline")
        except BlockingIOError:
            pass
        except OSError:
            self.drop(connection)

    def drop(self, connection):
        self.selector.unregister(connection)
        connection.close()
        self.count -= 1

    def close(self):
        for key in list(self.selector.get_map().values()):
            self.drop(key.fileobj)
        self.selector.close()


def main(orders, ending, opened):
    """Orders are lists of (kind, port, whether it is the admin port); each replaces the one before."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running, before = [], 0
    while not ending.is_set():
        try:
            order = orders.get(timeout=TICK_SECONDS if running else 0.2)
            before += sum(flood.opened for flood in running)
            for flood in running:
                flood.close()
            running = [Flood(*one) for one in order]
        except queue.Empty:
            pass
        for flood in running:
            flood.tick()
        opened.value = before + sum(flood.opened for flood in running)
    for flood in running:
        flood.close()
