"""CPU and memory of processes, from /proc."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count()


def _stat(pid):
    text = Path(f"/proc/{pid}/stat").read_text()
    fields = text[text.rindex(")") + 2 :].split()
    return int(fields[1]), [int(value) for value in fields[11:15]]


def cpu_seconds(pid, family):
    """CPU that a process has used; with its children, living and reaped, if `family`."""
    try:
        own = _stat(pid)[1]
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    if not family:
        return (own[0] + own[1]) / TICK
    parents, times = {}, {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parents[int(entry)], times[int(entry)] = _stat(entry)
            except (FileNotFoundError, ProcessLookupError):
                continue
    total, queue = 0, [pid]
    while queue:
        current = queue.pop()
        total += sum(times.get(current, [0]))
        queue += [child for child, parent in parents.items() if parent == current]
    return total / TICK


def busy_seconds():
    """CPU that the whole machine has used, time stolen from it included."""
    fields = [int(value) for value in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICK


def memory_bytes(pid):
    """Resident memory now and at its highest."""
    now = highest = 0
    for line in Path(f"/proc/{pid}/status").read_text().split("\n"):
        if line.startswith("VmRSS:"):
            now = int(line.split()[1]) * 1024
        if line.startswith("VmHWM:"):
            highest = int(line.split()[1]) * 1024
    return now, highest


def description():
    """The machine in a few words."""
    model = "?"
    for line in Path("/proc/cpuinfo").read_text().split("\n"):
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{CORES} × {model}, {pages / 2**30:.0f} GiB, Linux {os.uname().release}"
