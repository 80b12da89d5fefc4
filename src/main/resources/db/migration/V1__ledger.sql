-- The ledger: what happened, for ever. Ids compare bytewise (COLLATE "C"): no rule of a language has a say in them.

-- One row per partition of the journal. `last_seq`, `last_commit` and `gen` are the fence of every flush.
CREATE TABLE partition_state (
    partition      int PRIMARY KEY,
    last_seq       bigint NOT NULL DEFAULT 0,
    gen            bigint NOT NULL DEFAULT 0,
    last_commit    text COLLATE "C" NOT NULL DEFAULT '',
    chain          bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    owner          text,
    quarantine     text,
    quarantined_at timestamptz
) WITH (fillfactor = 40);
COMMENT ON COLUMN partition_state.owner IS 'the node that flushes it; a lease, good while flusher_node.until is to come';
COMMENT ON COLUMN partition_state.quarantine IS 'why it is set aside; null while all is well';

CREATE TABLE flusher_node (
    node  text PRIMARY KEY,
    until timestamptz NOT NULL
);

-- One row per operation. `body` is the text exactly as it was committed; `note` is the part that may be erased, after
-- which `note_digest` keeps the chain verifiable. Months are made ahead.
CREATE TABLE entry (
    seq         bigint NOT NULL,
    member_seq  bigint NOT NULL,
    posted_at   timestamptz NOT NULL,
    occurred_at timestamptz,
    partition   int NOT NULL,
    version     int NOT NULL,
    programme   text COLLATE "C" NOT NULL,
    member      text COLLATE "C" NOT NULL,
    commit_id   text COLLATE "C" NOT NULL,
    type        text COLLATE "C" NOT NULL,
    event       text COLLATE "C",
    chain       bytea NOT NULL,
    note_salt   bytea,
    note_digest bytea,
    note        text,
    body        text NOT NULL,
    PRIMARY KEY (partition, seq, posted_at)
) PARTITION BY RANGE (posted_at);
COMMENT ON COLUMN entry.occurred_at IS 'business time; null if it is posted_at';
CREATE INDEX entry_member ON entry (member, programme, member_seq);
-- Rows arrive in order of time, so a day is a few ranges of blocks: an index of a few kilobytes finds them.
CREATE INDEX entry_posted_at ON entry USING brin (posted_at) WITH (pages_per_range = 16, autosummarize = on);

-- Double entry: `amount` leaves `debit` and arrives at `credit`, so every line sums to zero.
CREATE TABLE transfer (
    seq       bigint NOT NULL,
    amount    bigint NOT NULL CHECK (amount > 0),
    posted_at timestamptz NOT NULL,
    expires   timestamptz,
    partition int NOT NULL,
    line      int NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member    text COLLATE "C" NOT NULL,
    unit      text COLLATE "C" NOT NULL,
    debit     text COLLATE "C" NOT NULL,
    credit    text COLLATE "C" NOT NULL,
    PRIMARY KEY (partition, seq, line, posted_at)
) PARTITION BY RANGE (posted_at);
COMMENT ON COLUMN transfer.expires IS 'when the lot that it touches is gone; null for never, or when it touches none';

-- Each member's hot state, folded from the entries' changes. Changes gather in `recent` (null for what goes) and move
-- to `fields` once they are large: a member with a year of lots costs no more per entry than one with a single lot.
CREATE TABLE member_state (
    seq       bigint NOT NULL,
    at        bigint NOT NULL,
    next_due  timestamptz,
    partition int NOT NULL,
    pages     boolean NOT NULL,
    programme text COLLATE "C" NOT NULL,
    member    text COLLATE "C" NOT NULL,
    recent    jsonb NOT NULL,
    fields    jsonb NOT NULL,
    PRIMARY KEY (member, programme)
) WITH (fillfactor = 70);
CREATE INDEX member_state_due ON member_state (next_due) WHERE next_due IS NOT NULL;
COMMENT ON COLUMN member_state.at IS 'partition sequence of the last entry';

-- What readers use: the fields as they are.
CREATE VIEW member_fields AS
    SELECT programme, member, partition, seq, at, next_due, pages, jsonb_strip_nulls(fields || recent) AS fields
    FROM member_state;

-- Large parts of a member, such as an order with what was returned of it.
CREATE TABLE page (
    programme text COLLATE "C" NOT NULL,
    member    text COLLATE "C" NOT NULL,
    name      text COLLATE "C" NOT NULL,
    partition int NOT NULL,
    at        bigint NOT NULL,
    content   text NOT NULL,
    PRIMARY KEY (member, programme, name)
);

-- One row per operation id: what makes a repeat known after Redis forgot it.
CREATE TABLE operation (
    id         uuid PRIMARY KEY,
    seq        bigint NOT NULL,
    posted_at  timestamptz NOT NULL,
    expires_at timestamptz,
    partition  int NOT NULL
);
COMMENT ON COLUMN operation.id IS 'a keyed hash of 16 bytes, as the type that is compared fastest; no version, no variant';
COMMENT ON COLUMN operation.expires_at IS 'end of a client key''s window; null for events and follow-ups, which count for ever';
CREATE INDEX operation_expires ON operation (expires_at) WHERE expires_at IS NOT NULL;

-- Entries whose operation id was there before: the sweeper reverses each under the id dup:<entry>.
CREATE TABLE duplicate (
    partition  int NOT NULL,
    seq        bigint NOT NULL,
    operation  uuid NOT NULL,
    programme  text COLLATE "C" NOT NULL,
    member     text COLLATE "C" NOT NULL,
    member_seq bigint NOT NULL,
    commit_id  text COLLATE "C" NOT NULL,
    posted_at  timestamptz NOT NULL,
    settled_at timestamptz,
    PRIMARY KEY (partition, seq)
);
CREATE INDEX duplicate_open ON duplicate (posted_at) WHERE settled_at IS NULL;

-- What each account holds, per partition so that flushers never wait for each other. `month` (yyyymm) is that of the
-- lot's last valid day for accounts that carry lots, 0 for never and for other accounts.
CREATE TABLE account_total (
    amount    bigint NOT NULL,
    partition int NOT NULL,
    month     int NOT NULL,
    programme text COLLATE "C" NOT NULL,
    unit      text COLLATE "C" NOT NULL,
    account   text COLLATE "C" NOT NULL,
    PRIMARY KEY (partition, month, account, unit, programme)
) WITH (fillfactor = 40);
CREATE INDEX account_total_programme ON account_total (programme);
