"""What grows: lots, members, bytes."""

import statistics

from . import machine, stores
from .bars import Bar
from .deployment import Deployment
from .rows import Generator, Row, play

FEW, MANY = 10_000, 1_000_000
ONE_LOT, MANY_LOTS, TWELVE_LOTS = 91_000_000, 92_000_000, 93_000_000
GROUP = 1_000
REDIS_MEGABYTES = 6144


def run(bench):
    """Measures everything; gives rows, bars and facts."""
    few = Deployment("few", bench.folder, REDIS_MEGABYTES)
    first = few.start()
    starts = []
    for _ in range(2):
        few.stop()
        starts.append(few.start())
    facts = {"firstStartSeconds": round(first, 2), "startSeconds": round(statistics.median(starts), 2)}
    bench.say(f"start {facts}")
    few.seed(
        bench.classes,
        [(0, FEW, 2, 500), (ONE_LOT, GROUP, 1, 1_000_000), (MANY_LOTS, GROUP, 365, 1_000_000)],
    )
    twelve = few.seed(bench.classes, [(TWELVE_LOTS, GROUP, 12, 500)]) / GROUP

    redis = stores.Redis(few.redis_program(), bench.folder / "many-redis", "bench", "everysec", REDIS_MEGABYTES)
    stores.sql(few.postgres_url, "CREATE DATABASE walaa_many;")
    many = Deployment("many", bench.folder, REDIS_MEGABYTES, redis.url, stores.database(few.postgres_url, "walaa_many"))
    many.start()
    bench.say("seeding 1,000,000 members …")
    grown = many.seed(bench.classes, [(0, MANY, 2, 500)])
    many.stop()
    # Filled with everysec, measured with always: the server reads the policy when it starts.
    stores.redis_call(redis.url, "CONFIG", "SET", "appendfsync", "always")
    many.start()

    generator = Generator(bench.classes, bench.folder)
    on_few = {
        "server": (few.process.pid, False),
        "redis": (few.redis_pid, True),
        "postgres": (few.postgres_pid, True),
        "generator": (generator.pid, False),
    }
    on_many = {**on_few, "server": (many.process.pid, False), "redis": (redis.pid, True)}

    def load(deployment, **plan):
        return lambda level, seconds: generator.run(
            **deployment.plan(**{"operation": "mix", "connections": level, "seconds": seconds, **plan})
        )

    one = Row("lots-1", "redeem, member with 1 lot",
              load(few, operation="redeem", redeem=1, first=ONE_LOT, count=GROUP), on_few, [64])
    ripe = Row("lots-365", "redeem from the oldest of 365 lots",
               load(few, operation="redeem", redeem=1, first=MANY_LOTS, count=GROUP), on_few, [64])
    small = Row("members-10k", "75/25, 10,000 members by Zipf", load(few, count=FEW, distribution="zipf"), on_few, [64])
    large = Row("members-1m", "75/25, 1,000,000 members by Zipf", load(many, count=MANY, distribution="zipf"), on_many, [64])
    twelves = Row("lots-12", "75/25, members with 12 lots", load(few, first=TWELVE_LOTS, count=GROUP), on_few, [64])
    rows = [one, ripe, small, large]
    bench.say("warming up …")
    # Both servers for as long: a path that the JIT compiler has not finished costs several times as much.
    for row, seconds in ((large, 32.0), (small, 14.0), (one, 9.0), (ripe, 9.0), (twelves, 4.0)):
        row.run(64, seconds)
    play(rows, 5, bench.seconds + 1, bench.begin + 600, bench.say)

    keys = [line for line in stores.redis_call(
        few.redis_url, "--scan", "--pattern", f"*:m:nakheel:mem_{TWELVE_LOTS:016d}"[:-3] + "*").split("\n") if line]
    usage = [int(stores.redis_call(few.redis_url, "MEMORY", "USAGE", key, "SAMPLES", "0")) for key in keys[:200]]
    year = with_a_year_of_metrics(few.redis_url, keys[0])
    memory = machine.memory_bytes(many.process.pid)
    facts.update(
        redisBytesTwelveLotsSeeded=round(twelve),
        redisBytesTwelveLots=round(statistics.mean(usage)),
        redisBytesTwelveLotsAndAYearOfMetrics=year,
        redisBytesTwoLotsOfAMillion=round(grown / MANY),
        serverMebibytesUnderLoad=round(memory[0] / 2**20),
        serverMebibytesHighest=round(memory[1] / 2**20),
    )

    def cpu(row):
        return sum(value for name, value in row.best()["cpu"].items() if name != "generator")

    bars = [
        Bar("redeem from 365 lots, times the CPU from 1 lot", cpu(ripe) / cpu(one), "<=", 1.3),
        Bar("1,000,000 members, share of the throughput of 10,000",
            large.best()["rate"] / small.best()["rate"], ">=", 0.85),
        Bar("Redis bytes per hot member with 12 lots", max(statistics.mean(usage), twelve), "<=", 1024),
    ]
    return rows, bars, facts, ""


def with_a_year_of_metrics(url, member):
    """Bytes of a member with 12 lots who spent and visited each day of a year: days of a month, weeks of a quarter, months."""
    copy = member + ":year"
    stores.redis_call(url, "COPY", member, copy)
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"

    def base36(number):
        return (base36(number // 36) if number >= 36 else "") + digits[number % 36]

    fields = []
    for measure, amount in (("s", 4_500), ("v", 1)):
        for letter, count, first, days in (("d", 31, 20_700, 1), ("w", 13, 2_950, 7), ("m", 13, 24_300, 30)):
            for bucket in range(count):
                fields += [f"x.m.{measure}.{letter}{base36(first + bucket)}", str(amount * days)]
    stores.redis_call(url, "HSET", copy, *fields)
    size = int(stores.redis_call(url, "MEMORY", "USAGE", copy, "SAMPLES", "0"))
    stores.redis_call(url, "DEL", copy)
    return size
