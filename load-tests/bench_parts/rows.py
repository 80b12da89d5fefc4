"""Rows of the table: what is run, and what it cost."""

import json
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from typing import Callable

from . import machine, needs, processes

GENERATOR_SHARE_MAX = 0.40
FOREIGN_SHARE_MAX = 0.10


class Generator:
    """The load generator, up from the first row to the last."""

    def __init__(self, classes, folder):
        command = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4"]
        command += ["-cp", f"{classes}:{needs.JAR}", "io.walaa.bench.Generator"]
        with open(folder / "generator.log", "w") as log:
            self.process = processes.start(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.pid = self.process.pid

    def run(self, **plan):
        """One run; what the generator counted."""
        self.process.stdin.write(" ".join(f"{name}={value}" for name, value in plan.items()) + "\n")
        self.process.stdin.flush()
        result = json.loads(self.process.stdout.readline())
        if "error" in result:
            raise RuntimeError("the generator: " + result["error"])
        return result


@dataclass
class Row:
    """One line of the table. `run(connections, seconds)` gives what was counted."""

    name: str
    title: str
    run: Callable
    processes: dict
    levels: list = field(default_factory=lambda: [16, 64, 256])
    samples: list = field(default_factory=list)

    def best_level(self):
        """The number of connections with the highest median so far."""
        return max({sample["connections"] for sample in self.samples}, key=lambda level: self.at(level)["rate"])

    def at(self, level):
        """Medians of all that was measured with so many connections."""
        samples = [sample for sample in self.samples if sample["connections"] == level]
        names = {name for sample in samples for name, value in sample.items() if isinstance(value, (int, float))}
        medians = {
            name: statistics.median([sample[name] for sample in samples if name in sample]) for name in names
        }
        medians["cpu"] = {
            name: statistics.median([sample["cpu"].get(name, 0) for sample in samples])
            for name in samples[0]["cpu"]
        }
        medians["rounds"] = len(samples)
        medians["failed"] = ", ".join(sorted({s["failed"] for s in samples if s.get("failed", "{}") != "{}"}))
        return medians

    def best(self):
        """Medians at the best number of connections."""
        return self.at(self.best_level()) if self.samples else None


def measure(run, watched):
    """Runs, and adds the CPU an operation cost each process, and who else used the machine meanwhile."""
    before = {name: machine.cpu_seconds(*process) for name, process in watched.items()}
    busy, begin = machine.busy_seconds(), time.monotonic()
    sample = dict(run())
    wall, busy = time.monotonic() - begin, machine.busy_seconds() - busy
    used = {name: machine.cpu_seconds(*process) - before[name] for name, process in watched.items()}
    operations = max(1, sample.get("operations", 1))
    sample["cpu"] = {name: 1e6 * seconds / operations for name, seconds in used.items()}
    ours = sum(used.values())
    sample["generatorShare"] = used.get("generator", 0) / ours if ours else 0
    sample["foreignShare"] = max(0.0, (busy - ours) / (wall * machine.CORES))
    return sample


def play(rows, rounds, seconds, until, say):
    """Rounds of all rows, one row after another within each: first at every level, then at the best two."""
    for number in range(rounds):
        begin = time.monotonic()
        for row in rows:
            levels = row.levels
            if number > 0:
                ranked = sorted(row.levels, key=lambda level: -row.at(level)["rate"])
                levels = ranked[:2] if number == 1 else ranked[:1]
            for level in levels:
                sample = measure(lambda: row.run(level, seconds), row.processes)
                row.samples.append({"connections": level, **sample})
                say(f"  round {number + 1}  {row.title:<44} {level:>4}  {sample['rate']:>9,.0f}/s")
        took = time.monotonic() - begin
        if time.monotonic() + took * 0.7 > until:
            break


def remarks(sample):
    """What a reader must know before believing a row."""
    words = []
    if sample["generatorShare"] > GENERATOR_SHARE_MAX:
        words.append(f"generator {sample['generatorShare']:.0%} of the CPU")
    if sample["foreignShare"] > FOREIGN_SHARE_MAX:
        words.append(f"others used {sample['foreignShare']:.0%} of the machine")
    if sample.get("failed"):
        words.append(f"failed {sample['failed']}")
    if sample.get("pending"):
        words.append(f"{sample['pending']:.0f} not acknowledged in time")
    return "; ".join(words)
