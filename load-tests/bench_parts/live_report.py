"""What the live bench and the storm found, for people and for machines: `results/live.md`, `results/live.json`."""

import json
import time

from . import machine, report


def bars_table(bars):
    lines = ["| bar | measured | must be | holds |", "|---|--:|--:|---|"]
    for bar in bars:
        told = bar.json()
        lines.append(f"| {told['name']} | {told['value']:,} | {told['bar']} | {'yes' if told['holds'] else '**no**'} |")
    return lines


def latencies(rows):
    """The table of how soon purchases are on screens."""
    lines = [
        "",
        "| purchase to event on the socket | a second | p50 ms | p99 ms | max ms | reply p50 ms | reply p99 ms | failed |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        lines.append(
            f"| {row['title']} | {row['rate']:,.0f} | {row['p50']} | {row['p99']} | {row['max']} | {row['replyP50']} "
            f"| {row['replyP99']} | {row['failed'].strip('{}') or 0} |"
        )
    return lines + [""]


def table(quick, rows, latency_rows, costs, bars):
    """Writes what one run of the live bench found; gives the text."""
    lines = [
        f"{rows[0]['sockets']:,} sockets; broadcasts of 260 bytes; bytes are resident memory of the server after a full "
        "collection, the kernel's are of both ends of a connection.",
        "",
        "| server | bytes a connection | of it live heap | kernel, beside | CPU µs a delivery | p99 of a broadcast, ms | lost |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        heap = "" if row["heap"] is None else f"{row['heap']:,.0f}"
        lines.append(
            f"| {row['server']} | {row['bytes']:,.0f} | {heap} | {row['kernel']:,.0f} | {row['micros']:.1f} "
            f"| {row['p99']:,.0f} | {row['lost']} |"
        )
    lines += latencies(latency_rows)
    lines += ["Commit script: " + ", ".join(f"{name} {value:.2f} µs" for name, value in costs.items()) + ".", ""]
    facts = {"rows": rows, "latencies": latency_rows, "script": costs}
    return write("quick.live" if quick else "live", "bench", lines, bars, facts)


def write(name, part, lines, bars, facts):
    """Keeps one part of the results beside the other; gives its text."""
    folder = report.RESULTS
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    about = f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}, {report.commit()}, on {machine.description()}"
    text = [about, "", *lines, *bars_table(bars)]
    kept[part] = {"about": about, "bars": [bar.json() for bar in bars], "facts": facts, "text": text}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    titles = {"bench": "# Live screens", "storm": "# Recovery storm"}
    whole = [line for title in titles if title in kept for line in [titles[title], "", *kept[title]["text"], ""]]
    (folder / f"{name}.md").write_text("\n".join(whole))
    return "\n".join(text)
