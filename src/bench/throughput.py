#!/usr/bin/env python3
"""Measures cached reads of the packaged broker against a Go server and nginx that send the same bytes.

    mvn -B package -DskipTests
    src/bench/throughput.py [--rounds 3] [--seconds 3] [--java-home DIR] [--broker DIR] [--record]

Wants wrk; Go and nginx are left out where they are absent. Servers take turns in every round, so that a
busy machine slows all of them; what is printed are medians, and ratios to Go and to nginx of the same
round. CPU is the server's, user and system, by /proc. --record writes the figures beside this file, and
the next run says what got worse; it also draws src/docs/performance.svg.
"""
import argparse, json, os, pathlib, re, shutil, signal, socket, statistics, subprocess, sys, tempfile, time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BASE = 27000
PORTS = {"broker": BASE, "admin": BASE + 1, "sts": BASE + 2, "oss": BASE + 3, "go": BASE + 4, "nginx": BASE + 5}
LOADS = [(1, False), (16, False), (64, False), (256, False), (16, True)]
TICK = os.sysconf("SC_CLK_TCK")
WORSE = 0.85

SERVE = """
listen: [127.0.0.1:{broker}]
admin: 127.0.0.1:{admin}
sts: {{ endpoint: "http://127.0.0.1:{sts}" }}
identities: {{ default: {{ type: accessKey, id: LTAI5tSandboxBroker00000000, secret: SandboxOnlyNotARealSecret00000 }} }}
profiles:
  bench: {{ roleArn: "acs:ram::1234567890123456:role/oss-admin", duration: 1h, prefetch: true,
           policy: {{ preset: oss-read-only, with: {{ bucket: my-bucket }} }} }}
"""

GO = """package main
import ("net/http"; "os")
func main() {
	body, _ := os.ReadFile(os.Args[2])
	http.HandleFunc("/credentials/bench", func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "application/json")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		w.Write(body)
	})
	http.ListenAndServe("127.0.0.1:"+os.Args[1], nil)
}
"""

NGINX = """worker_processes 2; pid {work}/nginx.pid; error_log /dev/null; daemon off;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 1000000000; client_body_temp_path {work}; proxy_temp_path {work};
  fastcgi_temp_path {work}; uwsgi_temp_path {work}; scgi_temp_path {work};
  server {{ listen 127.0.0.1:{nginx}; location = /credentials/bench {{ default_type application/json;
    add_header Cache-Control no-store; add_header X-Content-Type-Options nosniff; return 200 '{body}'; }} }} }}
"""


def start(command, **more):
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)


def wait(port, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nothing listens on port {port} after {seconds} s")


def tree(pid):
    """The process and its children: nginx works in those."""
    pids = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            pids += tree(int(child))
    return pids


def cpu(pid):
    ticks = 0
    for one in tree(pid):
        fields = pathlib.Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def rss(pid):
    text = "".join(pathlib.Path(f"/proc/{one}/status").read_text() for one in tree(pid))
    return sum(int(kib) for kib in re.findall(r"VmRSS:\s+(\d+)", text)) / 1024


def load(name, pid, connections, closing, seconds):
    url = f"http://127.0.0.1:{PORTS[name]}/credentials/bench"
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(HERE / "percentiles.lua"), url]
    before = cpu(pid)
    out = subprocess.run(command + (["-H", "Connection: close"] if closing else []),
                         capture_output=True, text=True, check=True).stdout
    used = cpu(pid) - before
    found = re.search(r"FIGURES (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+)", out)
    requests, micros, errors, p50, p99, p999 = (float(x) for x in found.groups())
    if errors:
        print(f"  {name}: {errors:.0f} requests failed", file=sys.stderr)
    return {"rate": requests / micros * 1e6, "cpu": used / max(requests, 1) * 1e6, "p50": p50, "p99": p99, "p999": p999}


def servers(options, work):
    """Starts what there is; name -> process."""
    environment = dict(os.environ, **({"JAVA_HOME": options.java_home} if options.java_home else {}))
    launcher = str(pathlib.Path(options.broker) / "bin" / "sts-broker")
    cloud = (ROOT / "config" / "sandbox.yaml").read_text()
    for old, new in ((7070, BASE + 10), (7071, BASE + 11), (7080, PORTS["sts"]), (7081, PORTS["oss"])):
        cloud = cloud.replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}")
    for name, text in (("cloud.yaml", cloud), ("serve.yaml", SERVE.format(**PORTS))):
        (work / name).write_text(text)
        (work / name).chmod(0o600)
    running = {"cloud": start([launcher, "sandbox", "--config", str(work / "cloud.yaml")], env=environment)}
    wait(PORTS["sts"])
    running["broker"] = start([launcher, "serve", "--config", str(work / "serve.yaml")], env=environment)
    wait(PORTS["broker"])
    answer = urllib.request.urlopen(f"http://127.0.0.1:{PORTS['broker']}/credentials/bench", timeout=30).read()
    (work / "body").write_bytes(answer)
    if shutil.which("go"):
        (work / "main.go").write_text(GO)
        subprocess.run(["go", "build", "-o", str(work / "goserver"), str(work / "main.go")], check=True, cwd=work,
                       env=dict(os.environ, GO111MODULE="off", GOFLAGS=""))
        running["go"] = start([str(work / "goserver"), str(PORTS["go"]), str(work / "body")])
        wait(PORTS["go"])
    if shutil.which("nginx") or os.path.exists("/usr/sbin/nginx"):
        (work / "nginx.conf").write_text(NGINX.format(work=work, body=answer.decode(), **PORTS))
        running["nginx"] = start([shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(work / "nginx.conf"), "-p", str(work)])
        wait(PORTS["nginx"])
    return running


def median(rounds, name, what):
    return statistics.median(one[name][what] for one in rounds)


def ratio(rounds, other, what):
    return statistics.median(one["broker"][what] / one[other][what] for one in rounds) if other in rounds[0] else None


def measure(running, options):
    table = []
    names = [name for name in ("broker", "go", "nginx") if name in running]
    for connections, closing in LOADS:
        for name in names:
            load(name, running[name].pid, connections, closing, 1 if name != "broker" else options.warm)
        rounds = []
        for number in range(options.rounds):
            order = names[number % len(names):] + names[:number % len(names)]
            rounds.append({name: load(name, running[name].pid, connections, closing, options.seconds) for name in order})
        row = {"load": f"{connections} closing" if closing else str(connections)}
        for what in ("rate", "cpu", "p50", "p99", "p999"):
            row[what] = median(rounds, "broker", what)
        for other in names[1:]:
            for what in ("rate", "cpu", "p99"):
                row[f"{what}/{other}"] = ratio(rounds, other, what)
        table.append(row)
        print(line(row), flush=True)
    return table


def line(row):
    def shown(key):
        value = row.get(key)
        return "     -" if value is None else f"{value:6.2f}"
    return (f"{row['load']:>11} | {row['rate']:9.0f} {row['cpu']:6.1f} {row['p50'] / 1000:7.2f} {row['p99'] / 1000:7.2f} "
            f"{row['p999'] / 1000:8.2f} | {shown('rate/go')} {shown('cpu/go')} {shown('p99/go')} "
            f"| {shown('rate/nginx')} {shown('cpu/nginx')} {shown('p99/nginx')}")


def compare(table, path):
    if not path.exists():
        return
    before = {row["load"]: row for row in json.loads(path.read_text())["table"]}
    for row in table:
        old = before.get(row["load"], {}).get("rate/go")
        if old and row.get("rate/go") and row["rate/go"] < old * WORSE:
            print(f"WORSE at {row['load']}: {row['rate/go']:.2f} of Go, was {old:.2f}")


def draw(table, path):
    """Bars of the throughput, as ratios; 1 is the other server."""
    bars, x = [], 60
    for row in table:
        for other, colour in (("go", "#3b82f6"), ("nginx", "#10b981")):
            value = row.get(f"rate/{other}")
            if value is not None:
                height = value * 80
                bars.append(f'<rect x="{x}" y="{240 - height:.0f}" width="34" height="{height:.0f}" fill="{colour}"/>'
                            f'<text x="{x + 17}" y="{234 - height:.0f}" text-anchor="middle">{value:.2f}</text>')
            x += 38
        bars.append(f'<text x="{x - 38}" y="258" text-anchor="middle">{row["load"]}</text>')
        x += 30
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{x}" height="290" font-family="sans-serif" font-size="12">'
                    f'<rect width="100%" height="100%" fill="white"/><line x1="50" x2="{x - 10}" y1="160" y2="160" stroke="#999" '
                    f'stroke-dasharray="4"/><text x="10" y="164">1.0</text>{"".join(bars)}'
                    '<text x="60" y="280">connections; requests a second as a ratio to Go (blue) and to nginx (green)</text></svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--warm", type=int, default=5, help="seconds of load before a row is measured")
    parser.add_argument("--java-home", default="")
    parser.add_argument("--broker", default=str(ROOT / "target" / "sts-broker"), help="the unpacked distribution")
    parser.add_argument("--record", action="store_true", help="keep the figures, and draw them")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing (Debian: apt-get install wrk)")
    work = pathlib.Path(tempfile.mkdtemp(prefix="sts-broker-bench"))
    running = {}
    try:
        running = servers(options, work)
        print(f"load of the machine before: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}, idle RSS: {rss(running['broker'].pid):.0f} MB")
        print("connections |  requests/s  CPU us  p50 ms  p99 ms p99.9 ms | to Go: rate CPU p99  | to nginx: rate CPU p99")
        table = measure(running, options)
        print(f"RSS after: {rss(running['broker'].pid):.0f} MB")
        record = HERE / "throughput.json"
        compare(table, record)
        if options.record:
            record.write_text(json.dumps({"table": table}, indent=1) + "\n")
            draw(table, ROOT / "src" / "docs" / "performance.svg")
    finally:
        for process in running.values():
            process.send_signal(signal.SIGTERM)
        for process in running.values():
            process.wait(20)
        shutil.rmtree(work, ignore_errors=True)


main()
