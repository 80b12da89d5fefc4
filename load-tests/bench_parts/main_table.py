"""The main table: the server against the peer and the limits."""

import time

from . import stores
from .bars import Bar
from .deployment import Deployment
from .rows import Generator, Row, measure, play
from .standin import POOL, StandIn, unnest

LINES = 200
HOT_MEMBER = 90_000_000
REDIS_MEGABYTES = 4096
# At most so long, until the JIT compiler has seen enough of each path; rows that share a process come warm.
WARM_SECONDS = {"memory": 30.0, "disk": 30.0, "purchase": 12.0, "peer": 10.0, "script-http": 10.0}


def run(bench):
    """Measures everything; gives rows, bars and facts."""
    quick = bench.quick
    members = 10_000 if quick else 100_000
    seconds = 1.0 if quick else bench.seconds
    facts = {}

    disk = Deployment("disk", bench.folder, REDIS_MEGABYTES)
    first = disk.start()
    bench.say(f"server first start {first:.1f} s, with new stores")
    stores.sql(disk.postgres_url, "ALTER SYSTEM SET max_connections = 200;")
    disk.stop()
    again = disk.start()
    bench.say(f"server start {again:.1f} s, with its stores")
    facts.update(firstStartSeconds=round(first, 2), startSeconds=round(again, 2))
    groups = [(0, members, 2, 500), (HOT_MEMBER, 1, 2, 1_000_000_000)]
    disk.seed(bench.classes, groups)

    redis = stores.Redis(disk.redis_program(), bench.folder / "memory-redis", "bench", "everysec", REDIS_MEGABYTES)
    stores.sql(disk.postgres_url, "CREATE DATABASE walaa_memory;")
    memory = Deployment(
        "memory", bench.folder, REDIS_MEGABYTES, redis.url, stores.database(disk.postgres_url, "walaa_memory")
    )
    memory.start()
    memory.seed(bench.classes, groups)
    stand_in = StandIn(bench.folder, bench.classes, disk, members, loops=2)
    generator = Generator(bench.classes, bench.folder)

    ours = {
        "server": (disk.process.pid, False),
        "redis": (disk.redis_pid, True),
        "postgres": (disk.postgres_pid, True),
        "generator": (generator.pid, False),
    }
    on_memory = {**ours, "server": (memory.process.pid, False), "redis": (redis.pid, True)}
    limits = {**ours, "server": (stand_in.process.pid, False), "redis": (stand_in.redis.pid, True)}
    postgres_only = {"postgres": (disk.postgres_pid, True)}
    levels = [64] if quick else [16, 64, 256]

    def load(deployment, **plan):
        return lambda level, seconds: generator.run(
            **deployment.plan(**{"operation": "mix", "count": members, "connections": level, "seconds": seconds, **plan})
        )

    def other(port, **plan):
        return lambda level, seconds: generator.run(
            **stand_in.plan(
                port, **{"operation": "mix", "count": members, "connections": level, "seconds": seconds, **plan}
            )
        )

    def pgbench(level, seconds):
        return stand_in.pgbench(min(level, POOL), max(2, round(seconds)))

    rows = [
        Row("bare", "limit: bare HTTP answer", other(stand_in.bare), limits, levels),
        Row("script-http", "limit: HTTP + commit script", other(stand_in.script), limits, levels),
        Row("memory", "Walaa, memory", load(memory), on_memory, levels),
        Row("disk", "Walaa, disk", load(disk), ours, levels),
        Row("ledger", "Walaa, ledger", load(disk, ack="ledger"), ours, levels),
        Row("purchase", "Walaa, disk, purchases", load(disk, operation="purchase"), ours, levels),
        Row("batch", f"Walaa, disk, purchases in batches of {LINES}",
            load(disk, operation="batch", lines=LINES), ours, [8] if quick else [4, 16]),
        Row("peer", "peer: Postgres transaction behind HTTP", other(stand_in.peer), limits, levels),
        Row("pgbench", "limit: the peer's function by pgbench", pgbench, postgres_only, levels),
        Row("hot", "Walaa, disk, one hot member", load(disk, first=HOT_MEMBER, count=1), ours, [64] if quick else [64, 256]),
        Row("hot-peer", "peer, one hot member", other(stand_in.peer, count=1), limits, [64] if quick else [64, 256]),
    ]
    bench.say("warming up …")
    for row in rows:
        if row.name != "pgbench":
            warm(row, 1.0 if quick else WARM_SECONDS.get(row.name, 2.0))
    stores.sql(disk.postgres_url, "CHECKPOINT;")
    until = bench.begin + (60 if quick else 295)
    play(rows, 1 if quick else 3, seconds, until, bench.say)
    by_name = {row.name: row for row in rows}

    best = by_name["disk"].best()["rate"]
    paced = Row(
        "p99", "Walaa, disk, open loop at 70% of its throughput",
        load(disk, rate=round(0.7 * best)), ours, [256],
    )
    play([paced], 1 if quick else 2, 2 * seconds, float("inf"), bench.say)
    rows.append(paced)

    for pipeline in (1, 32):
        name = "pipelined" if pipeline > 1 else "one call a round trip"
        row = Row(f"script-{pipeline}", f"limit: commit script by redis-benchmark, {name}", None, {}, [64])
        row.samples.append({"connections": 64, **measure(
            lambda: stand_in.redis_benchmark(pipeline, 10_000 if quick else 60_000),
            {"redis": (stand_in.redis.pid, True)},
        )})
        rows.append(row)
    entries = 10_000 if quick else 60_000
    row = Row("unnest", "limit: unnest into the ledger tables, batches of 1,000", None, {}, [1])
    row.samples.append({"connections": 1, **unnest(
        bench.folder, bench.classes, disk, min(members, 50_000), entries, 1000, measure)})
    rows.append(row)
    return rows, bars({row.name: row for row in rows}), facts, stand_in.plan_and_indexes()


def warm(row, seconds):
    """Runs a row until it was twice no faster than ever before, or for so many seconds."""
    best, slower, end = 0.0, 0, time.monotonic() + seconds
    while time.monotonic() < end and slower < 2:
        rate = row.run(row.levels[-1], min(2.0, seconds))["rate"]
        slower = slower + 1 if rate < 1.05 * best else 0
        best = max(best, rate)


def bars(rows):
    """What was promised, against what was measured."""
    rate = {name: row.best()["rate"] for name, row in rows.items()}
    peer, pool = rows["peer"], rows["pgbench"]
    share = rate["peer"] / pool.at(peer.best_level())["rate"]
    counts = share >= 0.55
    return [
        Bar("peer, share of pgbench with as many clients", share, ">=", 0.55),
        Bar("disk, times the peer", rate["disk"] / rate["peer"], ">=", 4.0, counts),
        Bar("disk, share of HTTP + commit script", rate["disk"] / rate["script-http"], ">=", 0.60),
        Bar("ledger, times the peer", rate["ledger"] / rate["peer"], ">=", 2.5, counts),
        # The batch endpoint takes events only, so its purchases are compared with single purchases.
        Bar("purchases in batches, times single purchases", rate["batch"] / rate["purchase"], ">=", 1.5),
        Bar("hot member, times the peer's", rate["hot"] / rate["hot-peer"], ">=", 8.0, counts),
        Bar("p99 at disk, open loop at 70%, ms", rows["p99"].best()["p99"], "<=", 20.0),
    ]
