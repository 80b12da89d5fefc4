-- Where those who follow the ledger are: each reads every partition's entries in order, from a position of its own.
CREATE TABLE follower_position (
    follower  text COLLATE "C" NOT NULL,
    partition int NOT NULL,
    seq       bigint NOT NULL,
    PRIMARY KEY (follower, partition)
) WITH (fillfactor = 40);
COMMENT ON COLUMN follower_position.seq IS 'the last entry that was taken in; entries behind it may be read again';
