"""What goes wrong, phase by phase; and the watch that is kept all the while."""
import base64
import email.utils
import hashlib
import hmac
import http.client
import itertools
import json
import os
import queue
import threading
import time
from collections import namedtuple

from scene import KEYS

Phase = namedtuple("Phase", "name begin tick end")
TICK_SECONDS = 0.5
HEAL_SECONDS = 75


def nothing(run):
    pass


def flood(kind, where):
    def begin(run):
        scene = run.scene
        places = {"job": [(scene.port, False)], "admin": [(scene.admin, True)]}
        ports = places.get(where) or places["job"] + places["admin"]
        scene.orders.put([(kind, port, admin) for port, admin in ports])

    return Phase(f"flood {kind} {where}", begin, nothing, lambda run: run.scene.orders.put([]))


def sts(fault, label):
    """Keys rotate as well, so that there are calls: they must wait, and the sessions held must serve on."""
    def begin(run):
        run.scene.proxy.play(fault)
        run.scene.rotate()

    def end(run):
        run.scene.proxy.play("well")
        run.refresh()

    return Phase(label, begin, new_sessions, end)


def new_sessions(run):
    """Not an ordinary caller's: they need STS, and may be refused while it is away."""
    run.new_session()


def rotations(run):
    count = next(run.counter)
    if count % 4 == 0:
        run.scene.rotate()
    elif count % 4 == 1:
        run.scene.rotate_secret()
        run.scene.hang_up()
    elif count % 4 == 3:
        run.scene.move_callers()


def broken_key(run):
    """Half a key for a moment: the one held must go on signing."""
    run.scene.write_key(broken=next(run.counter) % 2 == 0)


def reloads(run):
    scene, count = run.scene, next(run.counter)
    if count % 3 == 0:
        scene.write("broker.yaml", scene.settings(f"allowedHosts: [host-{count}.internal]"))
        scene.hang_up()
    elif count % 3 == 1:
        bad = "\n".join(f"unknown-{number}: {count}" for number in range(2000))
        scene.write("broker.yaml", scene.settings(bad))
        status, body = scene.ask(scene.admin, "POST", "/reload")
        run.check(status != 200, f"a bad configuration is taken: {status} {body[:200]}")
        run.check(len(body) <= 16 * 1024, f"a refusal of {len(body)} bytes")
    else:
        profile = f'  more-{count}: {{ roleArn: "acs:ram::1234567890123456:role/oss-admin", prefetch: false }}'
        scene.write("broker.yaml", scene.settings(profile=profile))
        status, body = scene.ask(scene.admin, "POST", "/reload")
        run.check(status == 200, f"a good configuration is refused: {status} {body[:200]}")


def good_configuration(run):
    scene = run.scene
    scene.write("broker.yaml", scene.settings())
    scene.write_key()
    status, body = scene.ask(scene.admin, "POST", "/reload")
    run.check(status == 200, f"a good configuration is refused: {status} {body[:200]}")


def dates(run):
    """STS's clock steps by four minutes for all to see, then one date in three is ten years old."""
    count = next(run.counter)
    run.scene.proxy.play(("skew", "old-dates", "well")[count % 3])
    run.refresh()


def dates_end(run):
    run.scene.proxy.play("well")
    run.refresh()


def disk(run):
    run.scene.fill_disk()
    run.scene.rotate()


def everything(run):
    scene = run.scene
    scene.orders.put([("all", scene.port, False), ("all", scene.admin, True)])
    scene.proxy.play("mixed")
    scene.rotate()


def everything_end(run):
    run.scene.orders.put([])
    run.scene.proxy.play("well")
    good_configuration(run)


def everything_tick(run):
    reloads(run)
    run.new_session()


PHASES = [
    flood("headers", "job"), flood("headers", "admin"),
    flood("pipeline", "job"), flood("pipeline", "admin"),
    flood("silent", "job"), flood("silent", "admin"),
    flood("drip", "both"), flood("abort", "both"),
    sts("hang", "sts hangs"), sts("reset", "sts resets"), sts("throttle", "sts throttles"),
    sts("garbage", "sts sends garbage"), sts("long-codes", "sts sends long codes"),
    sts("short", "sts expires soon"), sts("far", "sts expires in 2999"),
    Phase("clock steps", nothing, dates, dates_end),
    Phase("key rotations", nothing, rotations, lambda run: run.scene.move_callers()),
    Phase("half a key", nothing, broken_key, good_configuration),
    Phase("reloads", nothing, reloads, good_configuration),
    Phase("new sessions", nothing, lambda run: [run.new_session() for one in range(20)], nothing),
    Phase("full disk", disk, nothing, lambda run: run.scene.empty_disk()),
    Phase("everything at once", everything, everything_tick, everything_end),
]


class Run:
    def __init__(self, scene, report):
        self.scene, self.report = scene, report
        self.counter = itertools.count()
        self.known = set()
        self.sessions = 0
        self.busy = threading.Semaphore(40)
        report.start(time.time())

    def check(self, holds, otherwise):
        if not holds:
            self.report.broke(otherwise)

    def calm(self, seconds):
        self.phase("calm", seconds, nothing)

    def chaos(self, phase, seconds):
        phase.begin(self)
        try:
            self.phase(phase.name, seconds, phase.tick)
        finally:
            phase.end(self)

    def phase(self, name, seconds, tick):
        self.report.begin(name, time.time())
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.scene.broker.poll() is not None:
                self.report.broke(f"the broker ended with {self.scene.broker.returncode} in phase {name}")
                self.report.end(time.time())
                self.take()
                raise Ended
            tick(self)
            self.watch()
            time.sleep(TICK_SECONDS)
        self.report.end(time.time())

    def watch(self):
        scene = self.scene
        sample = {"time": time.time(), "log": count_lines(scene.log)}
        try:
            with open(f"/proc/{scene.broker.pid}/status") as file:
                fields = dict(line.split(":", 1) for line in file)
            sample["rss"] = int(fields["VmRSS"].split()[0]) / 1024
            sample["threads"] = int(fields["Threads"])
            sample["descriptors"] = len(os.listdir(f"/proc/{scene.broker.pid}/fd"))
        except (OSError, KeyError):
            return
        start = time.perf_counter()
        status, body = scene.ask(scene.admin, "GET", "/livez")
        sample["admin"] = (time.perf_counter() - start) * 1000
        if status != 200:
            self.report.admin_failed(f"{status} {body[:200]}")
        self.report.sample(sample)
        self.take()
        self.kept_file()

    def take(self):
        while True:
            try:
                bucket, name, latencies, failures, seen = self.scene.told.get_nowait()
            except queue.Empty:
                return
            self.report.told(bucket, name, latencies, failures)
            for identifier, given in seen.items():
                self.judge(identifier, given)

    def judge(self, identifier, given):
        profile, secret, token, expiration, first, last = given
        issued = self.scene.proxy.issued.get(identifier)
        if issued is None:
            return self.report.wrong(f"{profile}: {identifier} was never issued")
        if (issued["secret"], issued["token"], issued["session"]) != (secret, token, profile):
            self.report.wrong(f"{profile}: {identifier} is not what was issued")
        if last >= issued["end"]:
            self.report.wrong(f"{profile}: {identifier} was served {last - issued['end']:.0f} s after its end")
        if identifier not in self.known:
            self.known.add(identifier)
            status = use(self.scene.oss, identifier, secret, token)
            if status != 200:
                self.report.wrong(f"{profile}: OSS answers {status} to {identifier}")

    def kept_file(self):
        try:
            with open(self.scene.path("kept", "reader.json")) as file:
                read = json.loads(file.read())
            issued = self.scene.proxy.issued.get(read["AccessKeyId"])
            self.check(issued is not None and issued["secret"] == read["AccessKeySecret"],
                       "the kept file is of no session")
        except (OSError, ValueError, KeyError) as problem:
            self.report.broke(f"the kept file cannot be read: {problem!r}")

    def new_session(self):
        """In the background: it may take as long as STS does."""
        if not self.busy.acquire(blocking=False):
            return
        self.sessions += 1
        number = self.sessions

        def ask():
            try:
                status, body = self.scene.ask(self.scene.port, "GET", f"/credentials/job?job=n{number}", 15)
                self.report.new_session(status)
            finally:
                self.busy.release()

        threading.Thread(target=ask, daemon=True).start()

    def refresh(self):
        for profile in ("reader", "writer"):
            threading.Thread(target=self.scene.ask, daemon=True,
                             args=(self.scene.admin, "POST", f"/profiles/{profile}/refresh", 15)).start()

    def finish(self):
        """All is well again: so must the broker be."""
        scene = self.scene
        self.healed(lambda: scene.status("/readyz") == 200, "/readyz does not say ready")
        scene.rotate()
        self.healed(lambda: scene.proxy.signed_with == KEYS[scene.key][0], "the last key is not signed with")
        self.healed(self.fresh_file, "the kept file is not replaced")
        self.report.flooded(scene.flooded.value, scene.proxy.calls)
        scene.ending.set()
        time.sleep(1.5)
        self.take()
        scene.broker.terminate()
        try:
            code = scene.broker.wait(15)
            self.check(code == 0, f"SIGTERM ends the broker with {code}")
        except Exception:
            self.report.broke("SIGTERM does not end the broker within 15 s")

    def healed(self, well, otherwise):
        end = time.monotonic() + HEAL_SECONDS
        while not well():
            if time.monotonic() > end:
                return self.report.broke(f"{otherwise} {HEAL_SECONDS} s after the last fault")
            self.watch()
            time.sleep(TICK_SECONDS)

    def fresh_file(self):
        with open(self.scene.path("kept", "reader.json")) as file:
            identifier = json.loads(file.read())["AccessKeyId"]
        status, body = self.scene.ask(self.scene.port, "GET", "/credentials/reader")
        return status == 200 and json.loads(body)["AccessKeyId"] == identifier


class Ended(Exception):
    """The broker is no more."""


def count_lines(path):
    """Lines but of the audit, one for each session, and of a refused configuration, at most 51 for each."""
    with open(path, "rb") as file:
        return sum(b" audit - " not in line and b"configuration refused, the running one stays:" not in line
                   for line in file)


def use(port, identifier, secret, token):
    """Reads an object of the sandbox's OSS with a credential: it is live if that is allowed."""
    date = email.utils.formatdate(usegmt=True)
    text = f"GET\n\n\n{date}\nx-oss-security-token:{token}\n/my-bucket/hello.txt"
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()
    signature = base64.b64encode(digest).decode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.request("GET", "/my-bucket/hello.txt", headers={
            "Date": date, "x-oss-security-token": token, "Authorization": f"OSS {identifier}:{signature}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as problem:
        return repr(problem)
    finally:
        connection.close()
