"""Servers that say who was asked, and with what."""
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Stub:
    def __init__(self):
        self.asked = 0
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # An answer in two packets waits for the first one's receipt.
            wbufsize = -1

            def _answer(self):
                stub.asked += 1
                status, content = stub.answer(self.headers)
                self.send_response(status)
                self.send_header("Content-Type", "application/xml")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_HEAD = do_PUT = do_POST = do_CONNECT = _answer

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def answer(self, headers):
        """The status and the content of every answer."""
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


class Proxy(_Stub):
    """A proxy that knows no way."""

    def answer(self, headers):
        return 502, b"no way"


class MaxCompute(_Stub):
    """Has nothing, and says who asked for it."""

    def answer(self, headers):
        access_id = headers.get("Authorization", "").removeprefix("ODPS ").split(":")[0].split("/")[0]
        token = headers.get("authorization-sts-token", "")
        said = f"<Code>NoSuchObject</Code><Message>[{access_id} {token}]</Message>"
        return 404, f"<Error>{said}<RequestId>1</RequestId><HostId>stub</HostId></Error>".encode()
