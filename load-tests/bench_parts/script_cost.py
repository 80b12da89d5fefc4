"""What the live tail costs in the commit script: the shipped text with and without it, on a Redis of its own."""

import re
import statistics

from . import needs, stores

SCRIPT = needs.ROOT / "src" / "main" / "resources" / "lua" / "journal" / "commit.lua"
ENTRY = (
    '{"p":"nakheel","m":"mem_0000000000000000","s":12,"t":"earn","o":"AAAAAAAAAAAAAAAAAAAAAA","h":"AAAAAAAAAAAAAAAAAAAAAA",'
    '"k":"k","a":1790000000000,"n":1,"f":{"l.points.tltj8g":"1035","t":"1790000000000"},'
    '"x":[["issued","available","points",35,1790000000]],"b":{"points":[1035,0,0,0]},'
    '"e":[{"type":"points.earned","unit":"points","amount":35}],"d":1790000000}'
)
MEMBER = "{0}:m:nakheel:mem_0000000000000000"
ROUNDS, BLOCKS, CALLS = 5, 8, 1_000


def without(text):
    """The script as it would be if nobody ever had a screen."""
    cut, calls = re.subn(r"w\.on and online\(w\)", "nil", text)
    cut, fields = re.subn(r"(HMGET', KEYS\[key\], .*), 'on'\)", r"\1)", cut)
    if calls != 1 or fields != 1:
        raise RuntimeError("the commit script's live tail is not where this bench knows it")
    return cut


def calls(redis, sha, count):
    """Microseconds a call, as Redis itself counts them."""
    commands = []
    for number in range(count):
        commands.append([
            "EVALSHA", sha, "5", "{0}:meta", "{0}:journal", "{0}:wake", MEMBER, f"{{0}}:i:{number}",
            "1", "1000000000000 1000000000000 1000000000000", "1", "9000000000000 0 0 1 3 0 0 0",
            "t", "1790000000000", "l.points.tltj8g", "1035", "seq", "0",
            ENTRY, "", "0123456789abcdef", "AAAAAAAAAAAAAAAAAAAAAA", "90000000",
        ])
    stores.redis_call(redis.url, "CONFIG", "RESETSTAT")
    stores.redis_pipe(redis.url, commands)
    stats = stores.redis_call(redis.url, "INFO", "commandstats")
    found = re.search(r"cmdstat_evalsha:calls=(\d+),usec=\d+,usec_per_call=([\d.]+).*failed_calls=(\d+)", stats)
    if int(found.group(1)) != count or int(found.group(3)):
        raise RuntimeError("calls failed: " + stats)
    last = stores.redis_call(redis.url, "HGET", "{0}:meta", "seq")
    if int(last) != count:
        raise RuntimeError(f"only {last} of {count} calls committed")
    return float(found.group(2))


def run(bench, program):
    """
    Medians of interleaved rounds, microseconds a call. A round takes turns in blocks so short that whatever else the
    machine does falls on all three alike; what is more is the median of the rounds' own differences.
    """
    redis = stores.Redis(program, bench.folder / "script", "secret", "everysec", 256)
    texts = {"without": without(SCRIPT.read_text()), "offline": SCRIPT.read_text(), "online": SCRIPT.read_text()}
    blocks = 2 if bench.quick else BLOCKS
    rounds = [one_round(redis, texts, blocks) for _ in range(ROUNDS + 1)][1:]  # the first one warms
    told = {name: statistics.median(spent[name] for spent in rounds) for name in texts}
    for name in ("offline", "online"):
        told[name + ", more"] = statistics.median(spent[name] - spent["without"] for spent in rounds)
    bench.say("commit script: " + ", ".join(f"{name} {value:.2f} µs" for name, value in told.items()))
    return told


def one_round(redis, texts, blocks):
    """Microseconds a call of each text: that of its block which was disturbed least."""
    spent = {name: [] for name in texts}
    for _ in range(blocks):
        for name, text in texts.items():
            prepare(redis, name == "online")
            sha = stores.redis_call(redis.url, "SCRIPT", "LOAD", text.replace("@FENCE@", "bench"))
            spent[name].append(calls(redis, sha, CALLS))
    return {name: min(values) for name, values in spent.items()}


def prepare(redis, online):
    """An empty partition with one member."""
    stores.redis_call(redis.url, "FLUSHALL")
    stores.redis_call(
        redis.url, "HSET", "{0}:meta", "run", "bench", "gen", "1", "seq", "0", "last", "-", "flushed", "0",
        "since", "0", "bytes", "0", "oldest", "0", "loaded", "0",
    )
    on = ["on", "9000000000000 0 1.bench"] if online else []
    stores.redis_call(redis.url, "HSET", MEMBER, "seq", "0", "gen", "1", *on)
