"""A proxy before the sandbox's STS: remembers every session it hands on, and plays the faults of a bad day."""
import email.utils
import http.client
import http.server
import json
import socket
import struct
import threading
import time
import urllib.parse

TIME = "%Y-%m-%dT%H:%M:%SZ"
JSON = "application/json"
SKEW_SECONDS = 240


def said(seconds):
    return time.strftime(TIME, time.gmtime(seconds))


class Proxy:
    def __init__(self, sts):
        self.sts = sts
        self.fault = "well"
        self.calls = 0
        self.signed_with = ""
        self.issued = {}
        self.release = threading.Event()
        self.lock = threading.Lock()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                proxy.handle(self, body)

            def date_time_string(self, timestamp=None):
                return email.utils.formatdate(time.time() + proxy.clock_error(), usegmt=True)

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request, client_address):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self):
        self.release.set()
        self.server.shutdown()
        self.server.server_close()

    def play(self, fault):
        """From the next call on; what hangs is let go, without an answer."""
        self.release.set()
        self.release = threading.Event()
        self.fault = fault

    def clock_error(self):
        """Seconds: all dates ahead, or one in three ten years behind."""
        if self.fault == "skew":
            return SKEW_SECONDS
        return -10 * 365 * 86400 if self.fault == "old-dates" and self.calls % 3 == 0 else 0

    def handle(self, handler, body):
        with self.lock:
            self.calls += 1
            count = self.calls
        fault, release = self.fault, self.release
        if fault == "hang":
            release.wait(120)
            return self.cut(handler)
        if fault == "reset" or (fault == "mixed" and count % 3 == 0):
            return self.cut(handler)
        if fault == "throttle":
            return self.send(handler, 400, {"Code": "Throttling.User", "Message": "slow down", "RequestId": "R"}, "2")
        if fault == "garbage":
            kinds = [(200, b'{"Credentials":<\0>'), (200, b""), (502, b"<html>Bad gateway</html>"), (200, b"\xff" * 70000)]
            return self.send_bytes(handler, *kinds[count % len(kinds)])
        if fault == "long-codes":
            code = "Broken\r\n\x1b[2J" + "A" * 50000 + str(count)
            return self.send(handler, 400, {"Code": code, "Message": "x\r\ny" * 5000, "RequestId": "R\nR"})
        self.forward(handler, body, fault)

    def forward(self, handler, body, fault):
        connection = http.client.HTTPConnection("127.0.0.1", self.sts, timeout=20)
        try:
            headers = {"Content-Type": handler.headers.get("Content-Type", ""), "Content-Length": str(len(body))}
            connection.request("POST", handler.path, body, headers)
            answer = connection.getresponse()
            status, text = answer.status, answer.read()
        finally:
            connection.close()
        read = json.loads(text)
        if "Credentials" in read:
            self.remember(handler.path, body, read["Credentials"])
            expiration = {"short": time.time() + 130, "far": time.time() + 30 * 10**9,
                          "skew": self.end(read) + SKEW_SECONDS}.get(fault)
            if expiration is not None:
                read["Credentials"]["Expiration"] = "2999-01-01T00:00:00Z" if fault == "far" else said(expiration)
        self.send(handler, status, read)

    @staticmethod
    def end(read):
        import calendar
        return calendar.timegm(time.strptime(read["Credentials"]["Expiration"], TIME))

    def remember(self, path, body, credentials):
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(path).query)
        asked.update(urllib.parse.parse_qs(body.decode()))
        with self.lock:
            self.signed_with = asked.get("AccessKeyId", [""])[0]
            self.issued[credentials["AccessKeyId"]] = {
                "secret": credentials["AccessKeySecret"], "token": credentials["SecurityToken"],
                "session": asked["RoleSessionName"][0], "end": self.end({"Credentials": credentials})}

    def send(self, handler, status, read, retry_after=None):
        self.send_bytes(handler, status, json.dumps(read).encode(), retry_after)

    @staticmethod
    def send_bytes(handler, status, body, retry_after=None):
        handler.send_response(status)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", str(len(body)))
        if retry_after:
            handler.send_header("Retry-After", retry_after)
        handler.end_headers()
        handler.wfile.write(body)

    @staticmethod
    def cut(handler):
        handler.close_connection = True
        try:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
        except OSError:
            pass
