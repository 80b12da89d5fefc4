"""A server under test, started as README says for production, its stores its own unless it is given others."""

import http.client
import os
import subprocess
import time

from . import needs, processes, stores


class Deployment:
    """One server and its stores."""

    def __init__(self, name, folder, megabytes, redis_url=None, postgres_url=None):
        self.name = name
        self.folder = folder / name
        self.http_port, self.management_port = processes.free_ports(2)
        self.redis_url, self.postgres_url = redis_url, postgres_url
        self.redis_pid = self.postgres_pid = None
        self.key = None
        self.environment = {word: value for word, value in os.environ.items() if not word.startswith("WALAA_")}
        self.environment.update(
            WALAA_DATA_DIR=str(self.folder),
            WALAA_HTTP_PORT=str(self.http_port),
            WALAA_MANAGEMENT_PORT=str(self.management_port),
            WALAA_EMBEDDED_REDIS_MB=str(megabytes),
        )
        if redis_url:
            self.environment["WALAA_REDIS_URL"] = redis_url
        if postgres_url:
            self.environment["WALAA_POSTGRES_URL"] = postgres_url

    def start(self):
        """Starts the server; gives the seconds until it answers."""
        begin = time.monotonic()
        with open(f"{self.folder}.log", "a") as log:
            given = os.environ.get("BENCH_JAVA_OPTIONS")
            options = [needs.JVM_OPTIONS] if given is None else given.split()
            command = ["java", *options, "-jar", str(needs.JAR)]
            self.process = processes.start(command, env=self.environment, stdout=log, stderr=log)
        processes.wait_for(f"the server ({self.folder}.log)", self._up, 120)
        took = time.monotonic() - begin
        self._find_stores()
        return took

    def _up(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended by itself, see {self.folder}.log")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=5)
            connection.request("GET", "/openapi.json")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def _find_stores(self):
        if not (self.folder / "stores.properties").exists():
            return
        lines = (self.folder / "stores.properties").read_text().split("\n")
        urls = dict(line.split("=", 1) for line in lines if "=" in line)
        if "WALAA_REDIS_URL" not in self.environment:
            self.redis_url = urls["redis"]
            self.redis_pid = int(next(self.folder.rglob("redis.pid")).read_text())
            processes.adopt(self.redis_pid)
        if "WALAA_POSTGRES_URL" not in self.environment:
            self.postgres_url = urls["postgres"]
            self.postgres_pid = int((self.folder / "postgres" / "postmaster.pid").read_text().split("\n")[0])
            processes.adopt(self.postgres_pid)

    def stop(self):
        """Stops it with the stores it started."""
        processes.stop(self.process)

    def redis_program(self):
        """The Redis program that the server unpacked."""
        return next(path for path in (self.folder / "bin").rglob("*redis-server*") if path.is_file())

    def seed(self, classes, groups):
        """Fills it with members (first, count, lots, points each); gives the bytes that Redis took for them."""
        text = ",".join(":".join(str(number) for number in group) for group in groups)
        command = ["java", "-Xmx1g", "-cp", f"{classes}:{needs.JAR}", "io.walaa.bench.Seed"]
        arguments = [f"postgres={stores.jdbc(self.postgres_url)}", f"redis={self.redis_url}", f"groups={text}"]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError("seeding failed: " + done.stderr[-2000:])
        printed = dict(line.split("=", 1) for line in done.stdout.split("\n") if "=" in line)
        self.key = printed["key"]
        stores.sql(self.postgres_url, "VACUUM ANALYZE member_state; VACUUM ANALYZE member;")
        return int(printed["redisBytes"])

    def plan(self, **more):
        """What the generator must know to load it, drained."""
        plan = {"port": self.http_port, "key": self.key, "postgres": stores.jdbc(self.postgres_url)}
        return {**plan, **more}
