"""A long history of a programme: a few members live it over HTTP, and Postgres copies them."""

import datetime
import json
import random
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor

from . import stores

MOULDS, PARTS = 50, 2
# Partitions that no server has: the copies are read by member, as a back-test does, and followed by nobody.
PARTITION = 1_000
COLUMNS = (
    "posted_at, occurred_at, version, programme, commit_id, type, event, chain, note_salt, note_digest, note"
)


def call(deployment, method, path, body=None, kind="application/json"):
    """One request to the API; its answer, waited for until the ledger has it."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{deployment.http_port}{path}",
        method=method,
        data=None if body is None else (body if isinstance(body, str) else json.dumps(body)).encode(),
        headers={
            "Authorization": "Bearer " + deployment.key,
            "Content-Type": kind,
            "Idempotency-Key": uuid.uuid4().hex,
            "Walaa-Ack": "ledger",
            "If-Match": "*",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read().decode()
    return text if kind != "application/json" else json.loads(text)


class History:
    """What happened, as often as was asked for."""

    def __init__(self, deployment, entries):
        self.deployment = deployment
        self.url = deployment.postgres_url
        self.moulds = [call(deployment, "POST", "/v1/members", {})["id"] for _ in range(MOULDS)]
        draw = random.Random(7)
        for member in self.moulds:
            self._live(member, draw)
        per_copy = int(stores.sql(self.url, f"SELECT count(*) FROM entry WHERE {self._ours()}"))
        self.times = max(2, round(entries / per_copy))
        self.entries = per_copy * self.times
        self.members = MOULDS * self.times

    def _ours(self):
        return "member IN ('" + "', '".join(self.moulds) + "')"

    def _live(self, member, draw):
        """Two dozen visits and purchases, some of which come back, and some points that are spent."""
        lines = [event(member, "sign-up")]
        for _ in range(draw.randint(15, 30)):
            if draw.random() < 0.5:
                lines.append(event(member, "visit", channel="store", store="hawalli"))
                continue
            order = uuid.uuid4().hex[:16]
            lines.append(event(member, "purchase", channel="store", order=basket(order, draw)))
            if draw.random() < 0.1:
                lines.append(event(member, "return", order={"id": order, "lines": [{"id": "2", "quantity": 1}]}))
        text = "".join(json.dumps(line) + "\n" for line in lines)
        answers = call(self.deployment, "POST", "/v1/events/batch", text, "application/x-ndjson")
        refused = [line for line in answers.strip().split("\n") if json.loads(line)["status"] != 201]
        if refused:
            raise RuntimeError("an event of the history was refused: " + refused[0])
        call(self.deployment, "POST", f"/v1/members/{member}/redeem", {"unit": "points", "amount": draw.randint(5, 50)})

    def copy(self):
        """Copies what the members did to as many others; every entry is one that the server wrote, but for the id."""
        copies = self.times - 1
        body = "substr(member, 5)"
        other = f"lpad((5000000000000000 + copy * {MOULDS} + number)::text, 16, '0')"
        stores.sql(
            self.url,
            f"""
            ALTER SYSTEM SET max_wal_size = '8GB'; ALTER SYSTEM SET checkpoint_timeout = '30min'; SELECT pg_reload_conf();
            CREATE UNLOGGED TABLE mould AS SELECT dense_rank() OVER (ORDER BY member) AS number, * FROM entry
            WHERE {self._ours()};
            INSERT INTO member (programme, id, initial)
            SELECT m.programme, 'mem_' || {other}, m.initial FROM member m
            JOIN (SELECT DISTINCT member, number FROM mould) o ON m.id = o.member, generate_series(1, {copies}) copy;
            INSERT INTO member_state (seq, at, partition, pages, programme, member, recent, fields)
            SELECT max(member_seq), 0, {PARTITION}, false, programme, 'mem_' || {other}, '{{}}', '{{}}'
            FROM mould, generate_series(1, {copies}) copy GROUP BY programme, number, copy;
            DROP INDEX entry_member;
            """,
        )
        longest = int(stores.sql(self.url, "SELECT max(member_seq) FROM mould"))

        def part(of):
            first, last = copies * of // PARTS + 1, copies * (of + 1) // PARTS
            for seq in range(1, longest + 1):
                # in the order of time, as the flusher would: a member's entries lie far from each other
                stores.sql(
                    self.url,
                    f"""
                    SET synchronous_commit = off;
                    INSERT INTO entry (partition, seq, member_seq, member, body, {COLUMNS})
                    SELECT {PARTITION + of}, ({seq}::bigint * {copies + 1} + copy) * {MOULDS + 1} + number, member_seq,
                        'mem_' || {other}, replace(body, {body}, {other}), {COLUMNS}
                    FROM generate_series({first}, {last}) copy, mould WHERE member_seq = {seq};
                    """,
                )

        with ThreadPoolExecutor(PARTS) as pool:
            list(pool.map(part, range(PARTS)))
        stores.sql(
            self.url,
            """
            SET maintenance_work_mem = '512MB';
            CREATE INDEX entry_member ON entry (member, programme, member_seq);
            VACUUM ANALYZE entry; VACUUM ANALYZE member; VACUUM ANALYZE member_state; CHECKPOINT;
            """,
        )

    def known(self):
        """What all of it comes to: points given by rule, spent, and owed in the end, without any replay."""
        given = stores.sql(
            self.url,
            """
            SELECT coalesce(effect->>'rule', effect->>'challenge', 'direct'), sum((effect->>'amount')::bigint)
            FROM mould, jsonb_array_elements(body::jsonb->'e') effect
            WHERE effect->>'type' = 'points.earned' GROUP BY 1 ORDER BY 1;
            """,
        )
        spent = stores.sql(
            self.url, f"SELECT sum(amount) FROM transfer WHERE credit LIKE '%redeemed%' AND {self._ours()}"
        )
        owed = 0
        for member in self.moulds:
            balance = call(self.deployment, "GET", f"/v1/members/{member}/state")["balances"]["points"]
            owed += balance["available"] + balance["pending"] + balance["held"]
        rules = dict(line.split("|") for line in given.split("\n"))
        return {
            "given": {rule: int(points) * self.times for rule, points in rules.items()},
            "spent": int(spent) * self.times,
            "owed": owed * self.times,
        }


def event(member, kind, **more):
    """One event of a member."""
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
    return {"type": kind, "id": uuid.uuid4().hex, "source": "history", "member": member, "occurredAt": now, **more}


def basket(order, draw):
    """A coffee and something sweet."""
    coffee, sweet = draw.randint(1_000, 9_000), draw.randint(500, 3_000)
    lines = [
        {"id": "1", "sku": "latte", "category": "coffee", "quantity": 1, "unitPrice": fils(coffee)},
        {"id": "2", "sku": "basbousa", "category": "dessert", "quantity": 1, "unitPrice": fils(sweet)},
    ]
    tenders = [{"type": "card", "amount": fils(coffee + sweet)}]
    return {"id": order, "currency": "KWD", "lines": lines, "tenders": tenders}


def fils(amount):
    """An amount in the API's way."""
    return f"{amount // 1000}.{amount % 1000:03}"
