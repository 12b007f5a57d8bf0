"""A plot as SVG, by hand: memory, descriptors, threads and p99 over time, the phases behind them."""
from html import escape

from report import quantile

WIDTH, LEFT, PANEL, GAP, TOP = 1200, 70, 130, 34, 150
COLOURS = ["#fde2c8", "#d8e8fb", "#e2f3d9", "#f6dcea", "#ece4fa"]


def write(path, report):
    end = max((phase[2] for phase in report.phases), default=report.zero + 1)
    buckets = sorted(report.latencies)
    panels = [
        ("memory, MiB", [(one["time"], one["rss"]) for one in report.samples]),
        ("descriptors", [(one["time"], one["descriptors"]) for one in report.samples]),
        ("threads", [(one["time"], one["threads"]) for one in report.samples]),
        ("p99 of callers, ms", [(bucket, quantile(report.latencies[bucket], 0.99)) for bucket in buckets]),
        ("admin /livez, ms", [(one["time"], one["admin"]) for one in report.samples]),
    ]
    height = TOP + len(panels) * (PANEL + GAP)
    span = max(1.0, end - report.zero)

    def x(time):
        return LEFT + (WIDTH - LEFT - 20) * max(0.0, min(1.0, (time - report.zero) / span))

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
             f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="11">',
             f'<rect width="{WIDTH}" height="{height}" fill="white"/>']
    for number, (name, start, stop) in enumerate(phase for phase in report.phases if phase[0] != "calm"):
        colour = COLOURS[number % len(COLOURS)]
        parts.append(f'<rect x="{x(start):.1f}" y="{TOP}" width="{max(1, x(stop) - x(start)):.1f}" '
                     f'height="{height - TOP - GAP}" fill="{colour}"/>')
        parts.append(f'<text transform="translate({x((start + stop) / 2):.1f},{TOP - 6}) rotate(-60)">{escape(name)}</text>')
    for number, (name, points) in enumerate(panels):
        top = TOP + number * (PANEL + GAP)
        most = max((value for _, value in points), default=1) * 1.05 or 1
        bottom = top + PANEL
        parts.append(f'<line x1="{LEFT}" y1="{bottom}" x2="{WIDTH - 20}" y2="{bottom}" stroke="#888"/>')
        for part in (0.5, 1.0):
            y = bottom - PANEL * part
            parts.append(f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - 20}" y2="{y}" stroke="#ccc" stroke-dasharray="3"/>')
            parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{most * part:.0f}</text>')
        line = " ".join(f"{x(time):.1f},{bottom - PANEL * value / most:.1f}" for time, value in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="#1f4e9c" stroke-width="1.2"/>')
        parts.append(f'<text x="{LEFT + 4}" y="{top + 12}" font-weight="bold">{escape(name)}</text>')
    for minute in range(int(span // 60) + 1):
        parts.append(f'<text x="{x(report.zero + 60 * minute):.1f}" y="{height - 14}" text-anchor="middle">'
                     f'{minute} min</text>')
    parts.append("</svg>\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(parts))
