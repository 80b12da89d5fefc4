"""The table for people, and `latest.json` for machines."""

import json
import subprocess
import time

from . import chart, machine, needs, rows as row_parts

RESULTS = needs.LOAD_TESTS / "results"


def commit():
    """What was measured."""
    words = ["git", "-C", str(needs.ROOT), "describe", "--always", "--dirty"]
    return subprocess.run(words, capture_output=True, text=True).stdout.strip()


def table(rows):
    """Markdown: medians at each row's best number of connections."""
    base = next((row.best()["rate"] for row in rows if row.name == "peer" and row.samples), None)
    lines = [
        "| what | connections | operations/s | × peer | p50 ms | p99 ms | server µs | Redis µs | Postgres µs "
        "| generator µs | rounds | remarks |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for row in rows:
        best = row.best()
        cpu = [_number(best["cpu"].get(name), 0) for name in ("server", "redis", "postgres", "generator")]
        lines.append(
            f"| {row.title} | {row.best_level()} | {best['rate']:,.0f} | {_number(base and best['rate'] / base, 1)} "
            f"| {_number(best.get('p50'), 2)} | {_number(best.get('p99'), 2)} | {' | '.join(cpu)} "
            f"| {best['rounds']} | {row_parts.remarks(best)} |"
        )
    return "\n".join(lines)


def _number(value, places):
    return "" if value is None else f"{value:,.{places}f}"


def write(kind, rows, bars, facts, appendix):
    """Writes the results of one run; bars of the other kind of run stay. Gives the text."""
    RESULTS.mkdir(exist_ok=True)
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    about = f"{at}, {commit()}, on {machine.description()}"
    text = [f"# {'Sizes' if kind == 'scale' else 'Throughput'}", "", about, "", table(rows), ""]
    text += ["| bar | measured | must be | holds |", "|---|--:|--:|---|"]
    for bar in bars:
        told = bar.json()
        text.append(f"| {told['name']} | {told['value']:,} | {told['bar']} | {'yes' if told['holds'] else '**no**'} |")
    text += [""] + [f"- {name}: {value:,}" for name, value in facts.items()]
    if appendix:
        text += ["", "The peer's indexes and plans:", "", "```", appendix, "```"]
    markdown = "\n".join(text) + "\n"
    (RESULTS / f"{kind}.md").write_text(markdown)
    (RESULTS / f"{kind}.svg").write_text(chart.bars(rows))
    _merge("quick.json" if kind == "quick" else "latest.json", kind, about, rows, bars, facts)
    return markdown


def _merge(name, kind, about, rows, bars, facts):
    path = RESULTS / name
    latest = json.loads(path.read_text()) if path.exists() else {}
    told = [{**bar.json(), "run": kind} for bar in bars]
    kept = [bar for bar in latest.get("bars", []) if bar["run"] != kind]
    order = {"main": 0, "scale": 1}
    latest["bars"] = sorted(told + kept, key=lambda bar: order.get(bar["run"], 2))
    latest.setdefault("runs", {})[kind] = {
        "about": about,
        "facts": facts,
        "rows": [{"name": row.name, "connections": row.best_level(), **_rounded(row.best())} for row in rows],
    }
    path.write_text(json.dumps(latest, indent=1, ensure_ascii=False) + "\n")


def _rounded(value):
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return round(value, 3) if isinstance(value, float) else value
