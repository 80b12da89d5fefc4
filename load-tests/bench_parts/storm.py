"""The runs of the recovery storm."""

import json
import os
import signal
import subprocess
import time

from . import needs, processes, stores
from .bars import Bar
from .deployment import Deployment

KINDS = ["plain", "redis", "trim", "plain", "redis", "trim", "plain", "redis", "trim", "plain"]
RATE = 500
AWAY_SECONDS = 3
RECOVERY_SECONDS = 10
# purchases end five seconds before the last look, so that what is late shows as missing
LAST_SECONDS = RECOVERY_SECONDS + 5


def run(bench, kinds):
    """Runs these kinds one after another; gives the text, the bars and the runs."""
    members = 200 if bench.quick else 5_000
    stays = Deployment("stays", bench.folder, 512)
    stays.environment["WALAA_LIVE_CONNECTIONS_PER_ADDRESS"] = "0"
    stays.start()
    stays.seed(bench.classes, [(0, members, 1, 100)])
    runs = []
    for number, kind in enumerate(kinds):
        runs.append(once(bench, stays, number, kind, members))
        bench.say(f"run {number + 1}: {runs[-1]}")
    return table(runs), bars(runs, members), runs


def once(bench, stays, number, kind, members):
    """One storm."""
    goes = Deployment(f"goes{number}", bench.folder, 64, stays.redis_url, stays.postgres_url)
    goes.environment["WALAA_LIVE_CONNECTIONS_PER_ADDRESS"] = "0"
    goes.start()
    # what lives for half a minute gains nothing from the second compiler, which would take a core from the server
    command = ["java", "-Xmx2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{bench.classes}:{needs.JAR}", "io.walaa.bench.Storm"]
    words = [
        f"members={members}", f"stays={stays.http_port}", f"goes={goes.http_port}", f"key={stays.key}",
        f"rate={RATE}", f"seconds={LAST_SECONDS}", f"postgres={stays.plan()['postgres']}", f"hold={int(kind == 'trim')}",
    ]
    generator = processes.start([*command, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if "online" not in generator.stdout.readline():
        raise RuntimeError("the screens did not come up")
    time.sleep(3)
    os.kill(goes.process.pid, signal.SIGKILL)
    if kind == "redis":
        restart_redis(stays)
    if kind == "trim":
        time.sleep(AWAY_SECONDS)
        trim(stays)
    generator.stdin.write("end\n")
    generator.stdin.flush()
    told = json.loads(generator.stdout.readline())
    processes.stop(generator)
    goes.process.wait()
    return {"kind": kind, **told}


def restart_redis(stays):
    """Kills the deployment's Redis; the server starts it again on its files."""
    killed = stays.redis_pid
    os.kill(killed, signal.SIGKILL)
    port = int(stays.redis_url.rsplit(":", 1)[1])
    processes.wait_for("Redis again", lambda: redis_pid(stays) != killed and processes.answers(port), 30)
    stays.redis_pid = redis_pid(stays)
    processes.adopt(stays.redis_pid)


def redis_pid(stays):
    """The process that Redis names in its file; a killed one leaves it there."""
    path = stays.folder / "redis" / "redis.pid"
    return int(path.read_text().strip() or stays.redis_pid) if path.exists() else stays.redis_pid


def trim(stays):
    """Takes away the history of the members whose screens the lost node had: those with even numbers."""
    keys = stores.redis_call(stays.redis_url, "KEYS", "*:live:*:mem_*[02468]").split()
    stores.redis_pipe(stays.redis_url, [["XTRIM", key, "MAXLEN", "=", "0"] for key in keys])


def table(runs):
    lines = [
        "| run | what else | purchases | sockets lost | resumed | sent to the snapshot | all whole after s | missed | twice "
        "| wrongly recovered |",
        "|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    names = {"plain": "", "redis": "Redis restarted", "trim": "history trimmed while away"}
    for number, told in enumerate(runs, 1):
        lines.append(
            f"| {number} | {names[told['kind']]} | {told['purchases']:,} | {told['lost']:,} | {told['resumed']:,} "
            f"| {told['reset']:,} | {told['whole']} | {told['missed']} | {told['twice']} | {told['wronglyRecovered']} |"
        )
    return lines + [""]


def bars(runs, members):
    total = {name: sum(run[name] for run in runs) for name in ("missed", "twice", "wronglyRecovered", "away", "trouble")}
    return [
        Bar("events missed", total["missed"], "<=", 0),
        Bar("events shown twice", total["twice"], "<=", 0),
        Bar("wrongly told recovered", total["wronglyRecovered"], "<=", 0),
        Bar("screens not back at the end", total["away"], "<=", 0),
        Bar("until the last screen was whole again, s", max(run["whole"] for run in runs), "<=", RECOVERY_SECONDS),
        Bar("screens lost, the least of a run", min(run["lost"] for run in runs), ">=", members // 2),
        *snapshots("a restarted Redis", [run["reset"] for run in runs if run["kind"] == "redis"], members),
        *snapshots("trimmed history", [run["reset"] for run in runs if run["kind"] == "trim"], 1),
    ]


def snapshots(why, counts, wanted):
    """Those who cannot have been told everything must have been sent there."""
    return [Bar(f"sent to the snapshot by {why}, the least", min(counts), ">=", wanted)] if counts else []
