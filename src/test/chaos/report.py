"""What was seen, by time and by phase, and which promises it breaks."""
from collections import Counter, defaultdict

from callers import BUCKETS_A_SECOND


def quantile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else float("nan")


class Report:
    def __init__(self, chosen):
        self.chosen = chosen
        self.phases, self.samples = [], []
        self.latencies = defaultdict(list)
        self.failed = defaultdict(list)
        self.broken, self.said = [], Counter()
        self.new_sessions = Counter()
        self.opened = self.calls = 0

    def start(self, now):
        self.zero = now

    def begin(self, name, now):
        self.phases.append([name, now, now])

    def end(self, now):
        self.phases[-1][2] = now

    def sample(self, sample):
        self.samples.append(sample)

    def told(self, bucket, name, latencies, failures):
        self.latencies[bucket].extend(latencies)
        for failure in failures:
            self.failed[bucket].append(f"{name}: {failure}")

    def new_session(self, status):
        self.new_sessions[status] += 1

    def flooded(self, opened, calls):
        self.opened, self.calls = opened, calls

    def broke(self, promise):
        """Counts what is said again and again once."""
        if promise not in self.said:
            name = self.phases[-1][0] if self.phases else "start"
            self.broken.append(f"{promise} (first in phase {name})")
        self.said[promise] += 1

    def wrong(self, what):
        self.broke("a wrong credential: " + what)

    def admin_failed(self, what):
        self.broke("/livez answers " + what)

    def within(self, start, end):
        """The buckets of a phase: one at a border belongs to the phase that most of it lies in."""
        half = 0.5 / BUCKETS_A_SECOND
        return [bucket for bucket in self.latencies if start <= bucket + half < end]

    def figures(self, name, spans):
        buckets = [bucket for start, end in spans for bucket in self.within(start, end)]
        latencies = [one for bucket in buckets for one in self.latencies[bucket]]
        failures = sum(len(self.failed.get(bucket, ())) for bucket in buckets)
        samples = [one for one in self.samples if any(start <= one["time"] <= end for start, end in spans)]
        logged = 0
        for start, end in spans:
            lines = [one["log"] for one in self.samples if start <= one["time"] <= end]
            logged += lines[-1] - lines[0] if lines else 0
        return {"phase": name, "requests": len(latencies), "failures": failures,
                "p50": round(quantile(latencies, 0.5), 2), "p99": round(quantile(latencies, 0.99), 2),
                "rss": round(max((one["rss"] for one in samples), default=0), 1),
                "descriptors": max((one["descriptors"] for one in samples), default=0),
                "threads": max((one["threads"] for one in samples), default=0),
                "log": logged, "seconds": round(sum(end - start for start, end in spans), 1)}

    def rows(self):
        calm = [(start, end) for name, start, end in self.phases if name == "calm"]
        return [self.figures("calm, all", calm)] + [
            self.figures(name, [(start, end)]) for name, start, end in self.phases if name != "calm"]

    def judge(self, rows):
        failures = [one for bucket in sorted(self.failed) for one in self.failed[bucket]]
        if failures:
            kinds = Counter(one[:90] for one in failures).most_common(5)
            self.broken.append(f"{len(failures)} requests of ordinary callers failed: "
                               + "; ".join(f"{count} {kind}" for kind, count in kinds))
        for row in rows:
            if row["p99"] > self.chosen.max_p99:
                self.broken.append(f"{row['phase']}: p99 is {row['p99']} ms (promised: {self.chosen.max_p99})")
            if row["log"] > self.chosen.max_log * max(row["seconds"], 5):
                self.broken.append(f"{row['phase']}: {row['log']} log lines in {row['seconds']:.0f} s")
        peak = max((row["rss"] for row in rows), default=0)
        if peak > self.chosen.max_rss:
            self.broken.append(f"memory reaches {peak} MiB (promised: {self.chosen.max_rss})")

    def summary(self):
        requests = sum(len(one) for one in self.latencies.values())
        return {"requests": requests, "failures": sum(len(one) for one in self.failed.values()),
                "new sessions": {str(status): count for status, count in self.new_sessions.items()},
                "connections of floods": self.opened, "calls to STS": self.calls, "phases": self.rows(),
                "broken": self.broken}

    def show(self):
        rows = self.rows()
        self.judge(rows)
        summary = self.summary()
        print(f"{'phase':<24}{'requests':>9}{'failed':>7}{'p50 ms':>8}{'p99 ms':>8}{'p99/calm':>9}{'MiB':>7}"
              f"{'files':>6}{'threads':>8}{'log':>6}")
        for row in rows:
            factor = row["p99"] / rows[0]["p99"] if rows[0]["p99"] else float("nan")
            print(f"{row['phase']:<24}{row['requests']:>9}{row['failures']:>7}{row['p50']:>8.1f}{row['p99']:>8.1f}"
                  f"{factor:>9.1f}{row['rss']:>7.0f}{row['descriptors']:>6}{row['threads']:>8}{row['log']:>6}")
        peak = {name: max((one[name] for one in self.samples), default=0) for name in ("rss", "descriptors", "threads")}
        logged = self.samples[-1]["log"] if self.samples else 0
        print(f"requests {summary['requests']}, failures {summary['failures']}; new sessions asked for by status: "
              f"{summary['new sessions']}; connections of floods {self.opened}, calls to STS {self.calls}")
        print(f"peak: {peak['rss']:.0f} MiB, {peak['descriptors']} descriptors of {self.chosen.descriptors}, "
              f"{peak['threads']} threads; {logged} log lines")
        for promise in self.broken:
            print("BROKEN: " + promise)
        if not self.broken:
            print("all promises were kept")
