"""Children of one process that share its connection ask for two profiles.

forks.py BASE AGENT crossed          one child asks, the other asks and reads first: whose answer it reads
forks.py BASE AGENT ROUNDS CLIENT    both ask at once, ROUNDS times after a first request of their parent; CLIENT is
                                     http.client, requests, tea, or pool (requests in a pool of multiprocessing)
Prints one line of JSON.
"""
import http.client
import json
import multiprocessing
import os
import signal
import sys
import urllib.parse

BASE, AGENT = sys.argv[1], sys.argv[2]
PROFILES = "first", "second"
ASKS = 20
PATIENCE = 60


def path(profile):
    return f"/credentials/{profile}"


class Plain:
    """One connection of the standard library, opened again when it was closed."""

    def __init__(self):
        url = urllib.parse.urlsplit(BASE)
        self.connection = http.client.HTTPConnection(url.hostname, url.port, timeout=5)

    def send(self, profile):
        headers = {"User-Agent": AGENT} if AGENT else {}
        self.connection.request("GET", path(profile), headers=headers)

    def read(self):
        return json.loads(self.connection.getresponse().read())["AccessKeyId"]

    def ask(self, profile):
        self.send(profile)
        return self.read()


class Requests:
    def __init__(self):
        import requests

        self.session = requests.Session()
        if AGENT:
            self.session.headers["User-Agent"] = AGENT

    def ask(self, profile):
        return self.session.get(BASE + path(profile), timeout=5).json()["AccessKeyId"]


class Tea:
    """The client of alibabacloud_credentials, which keeps one session for all of a process."""

    def ask(self, profile):
        from alibabacloud_credentials.provider import URLCredentialsProvider

        return URLCredentialsProvider(uri=BASE + path(profile)).get_credentials().get_access_key_id()


CLIENTS = {"http.client": Plain, "requests": Requests, "tea": Tea, "pool": Requests}


def forked(action):
    child = os.fork()
    if child:
        return child
    signal.alarm(PATIENCE)
    try:
        action()
    finally:
        os._exit(0)


def crossed():
    client = Plain()
    client.ask(PROFILES[0])
    sent_in, sent_out = os.pipe()
    said_in, said_out = os.pipe()
    done_in, done_out = os.pipe()

    def first():
        client.send(PROFILES[0])
        os.write(sent_out, b"x")
        os.close(done_out)
        os.read(done_in, 1)

    def second():
        os.read(sent_in, 1)
        client.send(PROFILES[1])
        os.write(said_out, client.read().encode())

    children = [forked(first), forked(second)]
    os.close(said_out)
    os.waitpid(children[1], 0)
    os.close(done_out)
    os.waitpid(children[0], 0)
    read = os.read(said_in, 1000).decode()
    return {"read": read, "right": read == Plain().ask(PROFILES[1])}


def many(client, profile, expected, start):
    wrong = failed = 0
    os.read(start, 1)
    for _ in range(ASKS):
        try:
            wrong += client.ask(profile) != expected[profile]
        except Exception:
            failed += 1
    return wrong, failed


def at_once(make, expected):
    client = make()
    client.ask(PROFILES[0])
    start_in, start_out = os.pipe()
    said_in, said_out = os.pipe()

    def child(profile):
        os.close(start_out)
        told = many(client, profile, expected, start_in)
        os.write(said_out, (json.dumps(told) + "\n").encode())

    children = [forked(lambda profile=profile: child(profile)) for profile in PROFILES]
    os.close(said_out)
    os.close(start_out)
    for one in children:
        os.waitpid(one, 0)
    with os.fdopen(said_in) as said:
        lines = [json.loads(line) for line in said]
    os.close(start_in)
    hung = len(PROFILES) - len(lines)
    return sum(line[0] for line in lines), sum(line[1] for line in lines), hung


SHARED = None


def of_worker(profile):
    try:
        return profile, SHARED.ask(profile)
    except Exception as failure:
        return profile, type(failure).__name__


def in_pool(make, expected):
    """As gunicorn --preload: the application has asked before its workers are forked."""
    global SHARED
    SHARED = make()
    SHARED.ask(PROFILES[0])
    with multiprocessing.get_context("fork").Pool(4) as pool:
        told = pool.map_async(of_worker, PROFILES * ASKS, chunksize=1).get(PATIENCE)
    wrong = sum(read in expected.values() and read != expected[profile] for profile, read in told)
    failed = sum(read not in expected.values() for _, read in told)
    return wrong, failed, 0


def main():
    if sys.argv[3] == "crossed":
        print(json.dumps(crossed()))
        return
    rounds, name = int(sys.argv[3]), sys.argv[4]
    expected = {profile: Plain().ask(profile) for profile in PROFILES}
    run = in_pool if name == "pool" else at_once
    told = [run(CLIENTS[name], expected) for _ in range(rounds)]
    wrong, failed, hung = (sum(one[i] for one in told) for i in range(3))
    bad = sum(one != (0, 0, 0) for one in told)
    print(json.dumps({"rounds": rounds, "bad": bad, "wrong": wrong, "failed": failed, "hung": hung}))


if __name__ == "__main__":
    main()
