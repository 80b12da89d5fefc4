"""The rows of the live bench: bytes and CPU beside the peers, and how soon a purchase is on the screen."""

import json
import statistics
import subprocess
import time
from pathlib import Path

from . import live_servers, machine, needs, processes, script_cost, stores
from .bars import Bar

SOCKETS = 10_000
ONLINE = 5_000
BYTES = 260
WARM_BROADCASTS = 50
# Of the rate that is measured, ten seconds each: the compiler takes more of two cores than the purchases, and what it has not
# compiled yet is slow. Then whatever waits: a backlog would still be there later.
WARM_SHARES = (0.25, 0.25, 0.25, 0.5, 0.5, 0.75, 1.0)
FLUSHED = "SELECT sum(last_seq) FROM partition_state"
SERVERS = [live_servers.Bare, live_servers.SocketIo, live_servers.Nchan, live_servers.Walaa]


class Clients:
    """The load generator, one for all rows."""

    def __init__(self, bench):
        command = ["java", "-Xmx2g", "-cp", f"{bench.classes}:{needs.JAR}", "io.walaa.bench.LiveClients"]
        self.process = processes.start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def do(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the generator ended")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{command.split(' postgres=')[0]}: {answer['error']}")
        return answer


def kernel_bytes():
    """What the kernel holds for sockets, both ends, and everything else in slabs."""
    pages = next(
        int(line.split("mem ")[1].split()[0])
        for line in Path("/proc/net/sockstat").read_text().split("\n")
        if line.startswith("TCP:")
    )
    slab = next(
        int(line.split()[1]) for line in Path("/proc/meminfo").read_text().split("\n") if line.startswith("Slab:")
    )
    return pages * 4096 + slab * 1024


def sockets_row(bench, server, clients, sockets, rounds):
    """Bytes a connection and CPU a delivery of one server."""
    filling = BYTES - live_servers.ENVELOPE[server.name]
    shout = f"do=broadcast bytes={filling} {server.publish} count="
    clients.do(f"{server.open} count={sockets // 5}")
    clients.do(shout + "30")
    clients.do("do=close")
    heap, resident, kernel = server.live_heap(), server.resident(), kernel_bytes()
    opened = clients.do(f"{server.open} count={sockets}")
    heap_with, resident_with, kernel_with = server.live_heap(), server.resident(), kernel_bytes()
    row = {
        "server": server.title,
        "sockets": sockets,
        "opened": opened["seconds"],
        "bytes": (resident_with - resident) / sockets,
        "heap": None if heap is None else (heap_with - heap) / sockets,
        "kernel": (kernel_with - kernel) / sockets,
    }
    # until the servers that compile as they run have compiled what counts
    clients.do(shout + str(WARM_BROADCASTS if not bench.quick else 10))
    samples = []
    for _ in range(rounds):
        before = server.cpu()
        told = clients.do(shout + "20")
        samples.append({**told, "micros": (server.cpu() - before) * 1e6 / max(1, told["deliveries"])})
    row["micros"] = statistics.median(sample["micros"] for sample in samples)
    row["p99"] = statistics.median(sample["p99"] for sample in samples)
    row["lost"] = sum(sample["wanted"] - sample["deliveries"] for sample in samples)
    clients.do("do=close")
    bench.say(f"{server.title}: {row['bytes']:,.0f} B a connection, {row['micros']:.1f} µs a delivery, lost {row['lost']}")
    return row


def warm(bench, title, clients, deployment, key, seconds, rate):
    """Lets a node compile what a purchase needs, at a growing rate, until the ledger has everything."""
    for share in WARM_SHARES:
        told = clients.do(purchases(deployment.http_port, key, rate * share, seconds))
        bench.say(f"{title}, warming at {rate * share:,.0f}/s: p50 {told['p50']} ms, p99 {told['p99']} ms")
    flushed, before = stores.sql(deployment.postgres_url, FLUSHED), None
    while flushed != before:
        time.sleep(0.5)
        flushed, before = stores.sql(deployment.postgres_url, FLUSHED), flushed


def purchases(port, key, rate, seconds, warm_seconds=0):
    return (
        f"do=purchases rate={rate:.0f} seconds={seconds} warm={warm_seconds} connections=128 ports={port} key={key}"
    )


def latency_row(bench, title, clients, port, key, seconds, rate):
    """From the purchase's instant to its event on the socket."""
    told = clients.do(purchases(port, key, rate, seconds, seconds / 2))
    before = told["sent"] - told["events"]
    bench.say(f"{title}: p50 {told['p50']} ms, p99 {told['p99']} ms, without event {before}, failed {told['failed']}")
    return {"title": title, **told}


def latencies_of(bench, server, clients):
    """Purchases on the node that has the screens, and on another one; both are up and warm before either is measured."""
    online = 500 if bench.quick else ONLINE
    seconds, rate = (2, 200) if bench.quick else (10, 2_000)
    key = server.deployment.key
    second = server.second(bench)
    clients.do(f"{server.open_members} count={online}")
    nodes = {"across two nodes": second, "same node": server.deployment}
    for title, node in nodes.items():
        warm(bench, title, clients, node, key, seconds, rate)
    rows = [
        latency_row(bench, title, clients, nodes[title].http_port, key, seconds, rate) for title in reversed(nodes)
    ]
    clients.do("do=close")
    second.stop()
    return rows


def run_latencies(bench):
    """The latencies alone; gives the rows."""
    clients, server = Clients(bench), live_servers.Walaa(bench)
    rows = latencies_of(bench, server, clients)
    server.stop()
    return rows


def run(bench):
    """All rows; gives the text, the bars and what else was measured."""
    sockets = 500 if bench.quick else SOCKETS
    rounds = 1 if bench.quick else 5
    clients = Clients(bench)
    rows, latencies = [], []
    for kind in SERVERS:
        server = kind(bench)
        rows.append(sockets_row(bench, server, clients, sockets, rounds))
        if kind is live_servers.Walaa:
            latencies = latencies_of(bench, server, clients)
            costs = script_cost.run(bench, server.deployment.redis_program())
        server.stop()
    return rows, latencies, costs, bars(rows, latencies, costs)


def bars(rows, latencies, costs):
    by = {row["server"]: row for row in rows}
    ours, bare, peer = by["Walaa"], by["bare Vert.x"], by["socket.io"]
    told = [
        Bar("bytes a connection, of bare Vert.x", ours["bytes"] / bare["bytes"], "<=", 0.8),
        Bar("CPU a delivery, of bare Vert.x", ours["micros"] / bare["micros"], "<=", 1.0),
        Bar("CPU a delivery, of socket.io", ours["micros"] / peer["micros"], "<=", 0.7),
        Bar("messages lost", ours["lost"], "<=", 0),
    ]
    told += latency_bars(latencies)
    told.append(Bar("script, offline member, more µs", costs["offline, more"], "<=", 2))
    told.append(Bar("script, online member, more µs", costs["online, more"], "<=", 15))
    return told


def latency_bars(rows):
    told = []
    for row in rows:
        told.append(Bar(f"purchase to event, {row['title']}, p50 ms", row["p50"], "<=", 5))
        told.append(Bar(f"purchase to event, {row['title']}, p99 ms", row["p99"], "<=", 25))
        told.append(Bar(f"purchases without event, {row['title']}", row["answered"] - row["events"] - failed(row), "<=", 0))
    return told


def failed(row):
    """Purchases that were refused, from a text such as `{429=3}`."""
    return sum(int(part.split("=")[1]) for part in row["failed"].strip("{}").split(", ") if part)
