"""The server's HTTP stack in front of something else, and those other things alone."""

import subprocess

from . import needs, processes, stores

TAGS = 64
POOL = 64
FIELDS = ["seq", "0", "at", "0", "gen", "1", "t", "0", "l.points.tltj8g", "1000", "l.points.tnok6g", "500"]
META = "run bench gen 1 seq 0 last - flushed 0 since 0 bytes 0 oldest 0 loaded 0 evicted 0".split()
BENCHMARK_MEMBERS = 20_000


class StandIn:
    """The peer and the limits, with stores of their own beside a deployment's."""

    def __init__(self, folder, classes, deployment, members, loops):
        self.folder = folder
        self.members = members
        self.postgres_url = stores.database(deployment.postgres_url, "peer")
        self.postgres_pid = deployment.postgres_pid
        self.redis = stores.Redis(deployment.redis_program(), folder / "limit-redis", "bench", "always", 4096)
        self._seed_redis()
        self._seed_peer(deployment)
        self.bare, self.script, self.peer = processes.free_ports(3)
        arguments = [
            f"redis={self.redis.url}", f"postgres={self.postgres_url}", f"loops={loops}", f"pool={POOL}",
            f"bare={self.bare}", f"script={self.script}", f"peer={self.peer}",
        ]
        command = ["java", needs.JVM_OPTIONS, "-cp", f"{classes}:{needs.JAR}", "io.walaa.http.StandIn", *arguments]
        with open(folder / "stand-in.log", "w") as log:
            self.process = processes.start(command, stdout=subprocess.PIPE, stderr=log, text=True)
        for line in self.process.stdout:
            if line.startswith("key="):
                self.key = line.strip()[4:]
                return
        raise RuntimeError(f"the stand-in did not start, see {folder}/stand-in.log")

    def _seed_redis(self):
        commands = [["HSET", f"{{{tag}}}:meta", *META] for tag in [*range(TAGS), "b"]]
        for number in range(self.members):
            commands.append(["HSET", f"{{{number % TAGS}}}:m:nakheel:mem_{number:016d}", *FIELDS])
        for number in range(BENCHMARK_MEMBERS):
            commands.append(["HSET", f"{{b}}:m:nakheel:mem_{number:016d}", *FIELDS])
        stores.redis_pipe(self.redis.url, commands)

    def _seed_peer(self, deployment):
        stores.sql(deployment.postgres_url, "CREATE DATABASE peer;")
        stores.sql(self.postgres_url, (needs.LOAD_TESTS / "peer.sql").read_text())
        stores.sql(
            self.postgres_url,
            f"""
            INSERT INTO account SELECT 'mem_' || lpad(n::text, 16, '0'), 1000, 0
            FROM generate_series(0, {self.members - 1}) n;
            INSERT INTO lot SELECT a.member, current_date + d, 500
            FROM account a, (VALUES (200), (201)) AS days(d);
            VACUUM ANALYZE account; VACUUM ANALYZE lot; VACUUM ANALYZE ledger; CHECKPOINT;
            """,
        )

    def plan(self, port, **more):
        """What the generator must know; nothing here needs draining."""
        return {"port": port, "key": self.key, **more}

    def pgbench(self, clients, seconds):
        """Transactions a second of the peer's function, without HTTP."""
        script = self.folder / "pgbench.sql"
        script.write_text(
            f"\\set id random(0, {self.members - 1})\n\\set key random(1, 9000000000000000)\n\\set kind random(1, 4)\n"
            "\\if :kind = 4\n\\set amount -10\n\\else\n\\set amount 35\n\\endif\n"
            "SELECT status, available, seq FROM apply_points('mem_' || lpad(cast(:id AS bigint)::text, 16, '0'),"
            " cast(:key AS bigint)::text, '\\x00112233445566778899aabbccddeeff', cast(:amount AS bigint),"
            " current_date + 365);\n"
        )
        command = ["pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(seconds), "-f", str(script)]
        environment = stores.postgres_environment(self.postgres_url)
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        values = {}
        for line in done.stdout.split("\n"):
            words = line.split()
            if line.startswith("tps"):
                values["rate"] = float(words[2])
            if line.startswith("latency average"):
                values["p50"] = float(words[3])
            if line.startswith("number of transactions actually"):
                values["operations"] = int(words[5].split("/")[0])
        if "rate" not in values:
            raise RuntimeError("pgbench failed: " + done.stderr[-1000:])
        return values

    def redis_benchmark(self, pipeline, requests):
        """Calls a second of the commit script alone."""
        text = (needs.ROOT / "src/main/resources/lua/journal/commit.lua").read_text().replace("@FENCE@", "bench")
        sha = stores.redis_call(self.redis.url, "-x", "SCRIPT", "LOAD", text=text)
        entry = '{"p":"nakheel","m":"mem_0000000000000000","s":12,"t":"earn","o":"AAAAAAAAAAAAAAAAAAAAAA",' + (
            '"h":"AAAAAAAAAAAAAAAAAAAAAA","k":"k","a":1790000000000,"n":1,"f":{"l.points.tltj8g":"1035",'
            '"t":"1790000000000"},"x":[["issued","available","points",35,1790000000]],'
            '"b":{"points":[1035,0,0,0]},"e":[{"type":"points.earned","unit":"points","amount":35}],"d":1790000000}'
        )
        member = "mem_0000__rand_int__"
        keys = ["{b}:meta", "{b}:journal", "{b}:wake", f"{{b}}:m:nakheel:{member}"]
        keys.append("{b}:i:nakheel:" + "__rand_int__" * 4)
        cap = "1000000000000"
        arguments = ["1", f"{cap} {cap} {cap}", "1", "4000000000000000 0 0 1 3 0 0 0"]
        arguments += ["t", "1790000000000", "l.points.tltj8g", "1035", "seq", "0"]
        arguments += [entry, "", "0123456789abcdef", "AAAAAAAAAAAAAAAAAAAAAA", "90000000"]
        command = ["redis-benchmark", *stores.redis_arguments(self.redis.url)[:4], "-a", "bench"]
        command += ["-c", "64", "-P", str(pipeline), "-n", str(requests), "-r", str(BENCHMARK_MEMBERS), "--csv"]
        command += ["EVALSHA", sha, str(len(keys)), *keys, *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        rows = [line for line in done.stdout.split("\n") if line.startswith('"') and "rps" not in line]
        if not rows:
            raise RuntimeError("redis-benchmark failed: " + done.stdout[-500:] + done.stderr[-500:])
        numbers = [word.strip('"') for word in rows[-1].split('","')]
        return {"rate": float(numbers[-7]), "p50": float(numbers[-4]), "p99": float(numbers[-2]), "operations": requests}

    def plan_and_indexes(self):
        """How Postgres runs the peer's statements, and on which indexes."""
        member = "'mem_0000000000000007'"
        return stores.sql(
            self.postgres_url,
            f"""
            SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY tablename, indexname;
            EXPLAIN (COSTS OFF) UPDATE account SET available = available + 35, seq = seq + 1
              WHERE member = {member} AND available + 35 >= 0;
            EXPLAIN (COSTS OFF) SELECT expires, remaining FROM lot
              WHERE member = {member} AND expires > current_date AND remaining > 0 ORDER BY expires;
            EXPLAIN (COSTS OFF) UPDATE lot SET remaining = remaining - 10 WHERE member = {member} AND expires = current_date;
            EXPLAIN (COSTS OFF) SELECT available, seq, request FROM ledger WHERE member = {member} AND key = 'k';
            """,
        )


def unnest(folder, classes, deployment, members, entries, batch, measure):
    """The flusher's transaction alone, on a database of its own."""
    stores.sql(deployment.postgres_url, "CREATE DATABASE unnest_limit;")
    url = stores.database(deployment.postgres_url, "unnest_limit")
    arguments = [f"postgres={url}", f"members={members}", f"entries={entries}", f"batch={batch}"]
    command = ["java", "-Xmx1g", "-cp", f"{classes}:{needs.JAR}", "io.walaa.ledger.UnnestLimit", *arguments]
    with open(folder / "unnest.log", "w") as log:
        process = processes.start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    for line in process.stdout:
        if line.startswith("ready"):
            break
    stores.sql(url, "VACUUM ANALYZE; CHECKPOINT;")

    def run():
        process.stdin.write("go\n")
        process.stdin.flush()
        for line in process.stdout:
            if line.startswith("rate="):
                return {"rate": float(line[5:]), "operations": entries}
        raise RuntimeError(f"the unnest limit failed, see {folder}/unnest.log")

    sample = measure(run, {"server": (process.pid, False), "postgres": (deployment.postgres_pid, True)})
    process.wait(30)
    return sample
