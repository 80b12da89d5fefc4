"""Redis and Postgres beside those of a server's own: same programs, same settings."""

import os
import subprocess
from urllib.parse import urlsplit

from . import processes

REDIS_SETTINGS = """
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
daemonize no
appendonly yes
appendfsync {fsync}
no-appendfsync-on-rewrite no
auto-aof-rewrite-min-size 512mb
save ""
maxmemory {megabytes}mb
maxmemory-policy noeviction
hash-max-listpack-entries 512
hash-max-listpack-value 64
"""


class Redis:
    """A Redis of the program that the server brings along."""

    def __init__(self, program, folder, password, fsync, megabytes):
        folder.mkdir()
        port = processes.free_ports(1)[0]
        settings = folder / "redis.conf"
        settings.write_text(
            REDIS_SETTINGS.format(port=port, password=password, folder=folder, fsync=fsync, megabytes=megabytes)
        )
        self.url = f"redis://:{password}@127.0.0.1:{port}"
        with open(folder / "log", "w") as log:
            self.process = processes.start([str(program), str(settings)], stdout=log, stderr=log)
        self.pid = self.process.pid
        processes.wait_for("Redis", lambda: processes.answers(port), 10)


def redis_arguments(url):
    """How redis-cli and redis-benchmark find it."""
    parts = urlsplit(url)
    return ["-h", parts.hostname, "-p", str(parts.port), "--no-auth-warning", "-a", parts.password]


def redis_call(url, *words, text=None):
    """What redis-cli prints for one command."""
    command = ["redis-cli", *redis_arguments(url), *words]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout.strip()


def redis_pipe(url, commands):
    """Runs many commands (lists of words) at once."""
    parts = []
    for command in commands:
        parts.append(f"*{len(command)}\r\n")
        parts += [f"${len(word)}\r\n{word}\r\n" for word in command]
    arguments = [word for word in redis_arguments(url)]
    subprocess.run(
        ["redis-cli", *arguments, "--pipe"], input="".join(parts).encode(), capture_output=True, check=True
    )


def database(url, name):
    """The URL of another database of the same Postgres."""
    return url.rsplit("/", 1)[0] + "/" + name


def jdbc(url):
    """The same as a JDBC URL."""
    parts = urlsplit(url)
    return f"jdbc:postgresql://{parts.hostname}:{parts.port}{parts.path}?user={parts.username}&password={parts.password}"


def postgres_environment(url):
    """How psql and pgbench find it."""
    parts = urlsplit(url)
    return {
        **os.environ,
        "PGHOST": parts.hostname,
        "PGPORT": str(parts.port),
        "PGUSER": parts.username,
        "PGPASSWORD": parts.password,
        "PGDATABASE": parts.path[1:],
        "PGOPTIONS": "",
    }


def sql(url, text):
    """What psql prints, without frames; fails with the first error."""
    command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", "-"]
    done = subprocess.run(command, input=text, env=postgres_environment(url), capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError("psql: " + done.stderr.strip())
    return done.stdout.strip()
