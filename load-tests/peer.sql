-- What one would write instead of this server: points with lots, idempotency and a ledger, one transaction an operation.
-- Everything happens in one round trip, on as few rows and indexes as the same promises allow.

CREATE TABLE account (
    member    text COLLATE "C" PRIMARY KEY,
    available bigint NOT NULL,
    seq       bigint NOT NULL
) WITH (fillfactor = 50);

-- Lots that expire on the same day are one row, as they are one field in ours.
CREATE TABLE lot (
    member    text COLLATE "C",
    expires   date,
    remaining bigint NOT NULL,
    PRIMARY KEY (member, expires)
) WITH (fillfactor = 50);

CREATE TABLE ledger (
    seq       bigint NOT NULL,
    amount    bigint NOT NULL,
    available bigint NOT NULL,
    posted_at timestamptz NOT NULL,
    member    text COLLATE "C" NOT NULL,
    key       text COLLATE "C" NOT NULL,
    request   bytea NOT NULL,
    PRIMARY KEY (member, seq),
    UNIQUE (member, key)
);

-- Gives (amount > 0) or spends (amount < 0) points. status: 201 done, 200 done before, 422 refused.
CREATE FUNCTION apply_points(
    p_member text, p_key text, p_request bytea, p_amount bigint, p_expires date,
    OUT status int, OUT available bigint, OUT seq bigint) LANGUAGE plpgsql AS $$
DECLARE
    missing bigint := -p_amount;
    spent   bigint;
    part    record;
    known   record;
BEGIN
    -- Takes the member's lock, the balance check and the new sequence in one statement.
    UPDATE account a SET available = a.available + p_amount, seq = a.seq + 1
    WHERE a.member = p_member AND a.available + p_amount >= 0
    RETURNING a.available, a.seq INTO available, seq;
    IF FOUND THEN
        INSERT INTO ledger (seq, amount, available, posted_at, member, key, request)
        VALUES (seq, p_amount, available, now(), p_member, p_key, p_request)
        ON CONFLICT (member, key) DO NOTHING;
        IF FOUND THEN
            status := 201;
            IF p_amount > 0 THEN
                INSERT INTO lot AS l (member, expires, remaining) VALUES (p_member, p_expires, p_amount)
                ON CONFLICT (member, expires) DO UPDATE SET remaining = l.remaining + p_amount;
                RETURN;
            END IF;
            FOR part IN
                SELECT l.expires, l.remaining FROM lot l
                WHERE l.member = p_member AND l.expires > current_date AND l.remaining > 0 ORDER BY l.expires
            LOOP
                spent := least(part.remaining, missing);
                UPDATE lot l SET remaining = l.remaining - spent
                WHERE l.member = p_member AND l.expires = part.expires;
                missing := missing - spent;
                EXIT WHEN missing = 0;
            END LOOP;
            RETURN;
        END IF;
        UPDATE account a SET available = a.available - p_amount, seq = a.seq - 1 WHERE a.member = p_member;
    END IF;
    SELECT l.available, l.seq, l.request INTO known FROM ledger l WHERE l.member = p_member AND l.key = p_key;
    IF FOUND AND known.request = p_request THEN
        status := 200;
        available := known.available;
        seq := known.seq;
    ELSE
        status := 422;
    END IF;
END $$;
