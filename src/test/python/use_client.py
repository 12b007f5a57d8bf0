"""Runs the code of a client's page as it stands, then tries what that made.

  use_client.py CLIENT PAGE

CLIENT is one of clients.CLIENTS, PAGE the page that has its code. Prints one line of JSON a case: {"case": …, "seconds": …}, and
"failed" with the reason if it did. In the environment: what the page says, BROKER, ADMIN and OSS, three URLs, and PROFILE,
which is served with so little of its life left that every client asks for it at every use, until it is refreshed.
"""
import asyncio
import contextlib
import json
import os
import signal
import sys
import threading
import time
import traceback
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import clients
from stubs import Proxy

PATIENCE = 120
THREADS = 8


class Broker:
    """What the broker says of itself; no proxy is asked, whatever the environment says."""

    _direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def _text(self, url, method="GET"):
        with self._direct.open(urllib.request.Request(url, method=method), timeout=PATIENCE) as answer:
            return answer.read().decode()

    def served(self):
        """The credential as it is now: its id, secret and token."""
        answer = json.loads(self._text(f"{os.environ['BROKER']}/credentials/{os.environ['PROFILE']}"))
        return answer["AccessKeyId"], answer["AccessKeySecret"], answer["SecurityToken"]

    def refresh(self):
        self._text(f"{os.environ['ADMIN']}/profiles/{os.environ['PROFILE']}/refresh", "POST")

    def answers(self):
        """How often it has served the credential."""
        lines = self._text(f"{os.environ['ADMIN']}/metrics").splitlines()
        counts = [line for line in lines if line.startswith("sts_broker_credentials_served_total{")]
        return sum(float(line.rsplit(" ", 1)[1]) for line in counts)


BROKER = Broker()


def equal(got, expected):
    if got != expected:
        raise AssertionError(f"{repr(got)[:200]}, expected: {repr(expected)[:200]}")


def every_use_gets_what_is_served(client, uses=5):
    served = BROKER.served()
    for _ in range(uses):
        equal(client.held(), served)


def credential(client):
    before = BROKER.answers()
    every_use_gets_what_is_served(client, uses=10)
    if BROKER.answers() - before < 10:
        raise AssertionError("it was to be asked at every use")


def threads(client):
    """All of them at once, on a client that holds nothing yet."""
    new = client.another()
    together = threading.Barrier(THREADS)

    def use(_):
        together.wait(PATIENCE)
        every_use_gets_what_is_served(new)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(use, range(THREADS)))


def fork(client):
    """Children and their parent use, at the same time, what the parent has used before."""
    every_use_gets_what_is_served(client)
    children = [_child(client, every_use_gets_what_is_served) for _ in range(3)]
    every_use_gets_what_is_served(client)
    equal([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children], [0, 0, 0])


def _child(client, action):
    child = os.fork()
    if child:
        return child
    signal.alarm(PATIENCE)
    try:
        client.in_child(lambda: action(client))
        if isinstance(client, clients.OfObjects):
            # Its connections to OSS are the parent's: it is made anew, as the page says.
            read(client.another())
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def in_asyncio(client):
    async def uses():
        return await asyncio.gather(*(client.held_async() for _ in range(5)))

    equal(asyncio.run(uses()), [BROKER.served()] * 5)


def http_proxy(client):
    """Who is asked for the credential, where the environment names a proxy: as the page says."""
    with Proxy() as proxy:
        names = {"HTTP_PROXY": proxy.url, "http_proxy": proxy.url}
        equal(_asks(client, proxy, names), client.asks_http_proxy)
        names["NO_PROXY"] = names["no_proxy"] = "127.0.0.1,localhost"
        equal(_asks(client, proxy, names), client.asks_http_proxy_despite_no_proxy)


def _asks(client, proxy, variables):
    before = proxy.asked
    os.environ.update(variables)
    try:
        with contextlib.suppress(Exception):
            client.held()
    finally:
        for name in variables:
            del os.environ[name]
    return proxy.asked > before


def rotation(client):
    old = client.held()
    BROKER.refresh()
    new = client.held()
    equal(new, BROKER.served())
    if new == old:
        raise AssertionError("the credential did not change")


def kept(client):
    """Now that it has its whole life left."""
    client.held()
    before = BROKER.answers()
    for _ in range(100):
        client.held()
    equal(BROKER.answers(), before)


def read(client):
    equal(client.get("reports/a.csv"), b"x,y\n1,2\n")


def listed(client):
    equal("reports/a.csv" in client.list("reports/"), True)


def refused(client):
    equal(client.refusal(lambda: client.get("secret/b.csv")), "AccessDenied")
    equal(client.refusal(lambda: client.put("secret/new.csv", b"1")), "AccessDenied")
    equal(client.refusal(lambda: client.list("secret/")), "AccessDenied")


def written(client):
    for key in "reports/new.csv", "reports/a b+c%20ü=&.csv":
        client.put(key, b"by python")
        equal(client.get(key), b"by python")
        client.copy(key, key + "-copy")
        equal(sorted(client.list(key)), [key, key + "-copy"])
        client.delete(key + "-copy")
        equal(client.list(key), [key])
    big = os.urandom(300 * 1024)
    client.multipart("reports/big", [big[: 200 * 1024], big[200 * 1024 :]])
    equal(client.get("reports/big"), big)


CASES = [credential, threads, fork, in_asyncio, http_proxy, rotation, kept]
OBJECT_CASES = [read, listed, refused, written]


def run(case, print_line, *arguments):
    line = {"case": case.__name__.replace("_", " ")}
    made = None
    start = time.monotonic()
    try:
        made = case(*arguments)
    except BaseException as failure:
        traceback.print_exc()
        line["failed"] = f"{type(failure).__name__}: {failure}"
    line["seconds"] = round(time.monotonic() - start, 1)
    print_line(json.dumps(line))
    return made


def main(name, page):
    out = sys.stdout
    # What pages print is theirs.
    sys.stdout = sys.stderr

    def print_line(line):
        print(line, file=out, flush=True)

    def code_of_page():
        return clients.CLIENTS[name].of(page)

    client = run(code_of_page, print_line)
    if client is None:
        sys.exit(1)
    cases = CASES if client.shows_what_it_holds else []
    for case in cases + (OBJECT_CASES if isinstance(client, clients.OfObjects) else []):
        run(case, print_line, client)


if __name__ == "__main__":
    main(*sys.argv[1:])
