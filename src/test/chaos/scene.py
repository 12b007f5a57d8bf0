"""The processes of a run and their files: the sandbox's cloud, the proxy before it, the broker, callers and floods."""
import http.client
import json
import multiprocessing
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import callers
import cloud
import floods

ACCOUNT = "1234567890123456"
ROLE = f"acs:ram::{ACCOUNT}:role/oss-admin"
KEYS = [("LTAI5tChaosKey%d" % number, "chaos-secret-of-key-%d" % number) for number in range(3)]
START_SECONDS = 90


class CannotTry(Exception):
    """Why the run cannot be made; nothing is said about the broker by that."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Scene:
    def __init__(self, chosen):
        self.chosen = chosen
        self.launcher = os.path.join(chosen.dist, "bin", "sts-broker")
        if not os.access(self.launcher, os.X_OK):
            raise CannotTry(f"{self.launcher}: not there (expected: the distribution of mvn package -DskipTests)")
        self.folder = tempfile.mkdtemp(prefix="chaos-")
        os.chmod(self.folder, 0o700)
        self.port, self.admin, self.sts, self.oss = free_port(), free_port(), free_port(), free_port()
        self.processes = []
        self.mounted = False
        self.secret = secrets.token_hex(16)
        self.old_secret = None
        self.key = 0
        self.log = os.path.join(chosen.out, "broker.log")

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def __enter__(self):
        try:
            self.set_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def set_up(self):
        os.mkdir(self.path("kept"))
        self.mounted = os.geteuid() == 0 and subprocess.call(
            ["mount", "-t", "tmpfs", "-o", "size=256k,mode=0700", "chaos", self.path("kept")],
            stderr=subprocess.DEVNULL) == 0
        self.write("sandbox.yaml", self.cloud_settings())
        self.start("cloud.log", [self.launcher, "sandbox", "--cloud-only", "--config", self.path("sandbox.yaml")])
        self.wait_for(lambda: self.open(self.sts) and self.open(self.oss), "the sandbox's cloud")
        self.proxy = cloud.Proxy(self.sts)
        self.write_key()
        self.write_secrets()
        self.write("broker.yaml", self.settings())
        self.broker = self.start(self.log, [
            "sh", "-c", f"ulimit -n {self.chosen.descriptors}; exec \"$0\" \"$@\"",
            self.launcher, "serve", "--config", self.path("broker.yaml")])
        self.wait_for(lambda: self.status("/readyz") == 200, "the broker")
        context = multiprocessing.get_context("spawn")
        self.told = context.Queue()
        self.secret_now = context.Array("c", 64)
        self.secret_now.value = self.secret.encode()
        self.ending = context.Event()
        self.orders = context.Queue()
        self.flooded = context.Value("l", 0)
        place = (self.port, self.path("b.sock"))
        for target, arguments in ((callers.main, (place, self.secret_now, self.told, self.ending)),
                                  (floods.main, (self.orders, self.ending, self.flooded))):
            process = context.Process(target=target, args=arguments, daemon=True)
            process.start()
            self.processes.append(process)

    def __exit__(self, *exception):
        if hasattr(self, "ending"):
            self.ending.set()
        for process in reversed(self.processes):
            if isinstance(process, subprocess.Popen):
                if process.poll() is None:
                    process.kill()
                process.wait()
            else:
                process.join(5)
                process.kill()
        if hasattr(self, "proxy"):
            self.proxy.close()
        if self.mounted:
            subprocess.call(["umount", self.path("kept")])
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, log, command):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("STS_BROKER_")}
        with open(log if os.path.isabs(log) else self.path(log), "wb") as file:
            process = subprocess.Popen(command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=file,
                                       stderr=subprocess.STDOUT, start_new_session=True)
        self.processes.append(process)
        return process

    def wait_for(self, ready, what):
        end = time.monotonic() + START_SECONDS
        while not ready():
            if time.monotonic() > end or any(p.poll() is not None for p in self.processes):
                raise CannotTry(f"{what} did not start: {self.printed()}")
            time.sleep(0.1)

    def printed(self):
        texts = []
        for name in (self.path("cloud.log"), self.log):
            if os.path.exists(name):
                with open(name, errors="replace") as file:
                    texts.append(file.read()[-2000:])
        return "\n".join(texts)

    @staticmethod
    def open(port):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            return False

    def ask(self, port, method, path, timeout=10):
        """Status and body; status 0 for no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as problem:
            return 0, repr(problem)
        finally:
            connection.close()

    def status(self, path):
        return self.ask(self.admin, "GET", path)[0]

    # What the broker reads.

    def write(self, name, text):
        """Replaces a file as a careful operator does."""
        fresh = self.path(name + ".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        os.replace(fresh, self.path(name))

    def write_key(self, broken=False):
        name, secret = KEYS[self.key]
        key = json.dumps({"AccessKeyId": name, "AccessKeySecret": secret})
        self.write("key.json", key[:20] if broken else key)

    def write_secrets(self):
        lines = [self.secret] + ([self.old_secret] if self.old_secret else [])
        self.write("guarded.secret", "\n".join(lines) + "\n")

    def settings(self, extra="", profile=""):
        return f"""
listen: ["127.0.0.1:{self.port}", "unix:{self.path('b.sock')}"]
admin: 127.0.0.1:{self.admin}
sts: {{ endpoint: "http://127.0.0.1:{self.proxy.port}", timeout: 3s }}
identities:
  default: {{ type: accessKeyFile, file: key.json }}
profiles:
  reader: {{ roleArn: "{ROLE}", duration: 15m, sessionName: reader, policy: {{ preset: oss-read-only, with: {{ bucket: my-bucket }} }} }}
  writer: {{ roleArn: "{ROLE}", duration: 15m, sessionName: writer }}
  guarded:
    roleArn: "{ROLE}"
    duration: 15m
    sessionName: guarded
    access: {{ secretFile: guarded.secret }}
  job:
    roleArn: "{ROLE}"
    duration: 15m
    parameters: {{ job: "[a-z0-9]{{1,20}}" }}
    sessionName: "job-${{param.job}}"
    prefetch: false
{profile}
files:
  - {{ profile: reader, format: oss, path: "{self.path('kept', 'reader.json')}" }}
defaultProfile: reader
{extra}"""

    def cloud_settings(self):
        users = "\n".join(
            f"        - {{ name: user-{number}, accessKeyId: {name}, accessKeySecret: {secret} }}"
            for number, (name, secret) in enumerate(KEYS))
        return f"""
identities: {{ default: {{ type: environment }} }}
profiles: {{ unused: {{ roleArn: "{ROLE}", prefetch: false }} }}
sandbox:
  sts: 127.0.0.1:{self.sts}
  oss: 127.0.0.1:{self.oss}
  accounts:
    - id: "{ACCOUNT}"
      users:
{users}
      buckets:
        - name: my-bucket
          objects: {{ hello.txt: "Hello.\\n" }}
      roles:
        - name: oss-admin
          policies:
            - {{ Version: "1", Statement: [{{ Effect: Allow, Action: "oss:*", Resource: "*" }}] }}
"""

    # What is done to it.

    def rotate(self):
        self.key = (self.key + 1) % len(KEYS)
        self.write_key()

    def rotate_secret(self):
        """Adds a new one and moves the callers over; the old one stays until the next rotation."""
        self.old_secret, self.secret = self.secret, secrets.token_hex(16)
        self.write_secrets()

    def move_callers(self):
        self.secret_now.value = self.secret.encode()

    def hang_up(self):
        self.broker.send_signal(signal.SIGHUP)

    def fill_disk(self):
        if not self.mounted:
            os.chmod(self.path("kept"), 0o500)
            return
        try:
            with open(self.path("kept", "filler"), "wb") as file:
                while True:
                    file.write(b"x" * 4096)
                    file.flush()
        except OSError:
            pass

    def empty_disk(self):
        if self.mounted:
            os.remove(self.path("kept", "filler"))
        else:
            os.chmod(self.path("kept"), 0o700)
