#!/usr/bin/env python3
"""Floods a broker on this machine as a hostile neighbour could, and measures what another caller notices.

  flood.py KIND --port 7070 [--path /credentials] [--connections 160] [--seconds 5] [--probe-port 7070]

KIND is headers (unfinished requests of 4,000 short header lines), pipeline (requests without end whose answers are
never read), silent (connections that say nothing) or none (calm). Only 127.0.0.1 is ever asked; bounded in
connections and seconds. Prints one line: requests of the other caller, failures, p50, p99 in ms.
"""
import argparse
import http.client
import multiprocessing
import socket
import threading
import time


def flooding(kind, port, path, stop):
    """Keeps one hostile connection up until `stop` is set."""
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n".encode()
    while not stop.is_set():
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2) as one:
                one.settimeout(1)
                if kind == "headers":
                    one.sendall(head + b"a:\r\n" * 4000)
                while kind == "pipeline" and not stop.is_set():
                    one.sendall((head + b"\r\n") * 100)
                if kind != "pipeline":
                    one.recv(1)
                    stop.wait(0.2)
        except OSError:
            stop.wait(0.05)


def flood_all(given, count, stop):
    """Keeps `count` hostile connections up, each by a thread."""
    for _ in range(count):
        threading.Thread(target=flooding, args=(given.kind, given.port, given.path, stop), daemon=True).start()
    stop.wait(given.seconds + 5)


def probe(port, path, seconds):
    """Asks on a connection of its own each time; the times in ms, and how many failed."""
    times, failed, end = [], 0, time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.monotonic()
        try:
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            asking.request("GET", path)
            failed += asking.getresponse().status != 200
            asking.close()
        except (OSError, http.client.HTTPException):
            failed += 1
        times.append((time.monotonic() - begin) * 1000)
        time.sleep(0.005)
    return sorted(times), failed


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("kind", choices=["headers", "pipeline", "silent", "none"])
    words.add_argument("--port", type=int, required=True, help="the listener that is flooded")
    words.add_argument("--path", default="/credentials")
    words.add_argument("--connections", type=int, default=160)
    words.add_argument("--seconds", type=float, default=5)
    words.add_argument("--probe-port", type=int, help="the listener the other caller asks (default: the same)")
    words.add_argument("--probe-path", default="/credentials")
    given = words.parse_args()
    stop = multiprocessing.Event()
    count = 0 if given.kind == "none" else min(given.connections, 2000)
    # In a process of its own: threads of this one would delay the caller that is measured.
    flood = multiprocessing.Process(target=flood_all, args=(given, count, stop), daemon=True)
    flood.start()
    times, failed = probe(given.probe_port or given.port, given.probe_path, min(given.seconds, 60))
    stop.set()
    flood.join(5)
    flood.terminate()
    middle, high = times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]
    print(f"{given.kind}: {len(times)} requests, {failed} failed, p50 {middle:.1f} ms, p99 {high:.1f} ms")


if __name__ == "__main__":
    main()
