package io.walaa.usecase;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.walaa.journal.AckLevel;
import io.walaa.journal.CommitIds;
import io.walaa.journal.Generations;
import io.walaa.journal.Journal;
import io.walaa.journal.Partitions;
import io.walaa.journal.StateSource;
import io.walaa.store.redis.RedisNodes;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What one event loop owns to serve its partitions: its connections, its states, and what they need.
 *
 * @param context the event loop; lanes and states are touched there only
 * @param ownLevel what an answer survives without waiting for Postgres
 */
public record Shard(
        Vertx vertx,
        Context context,
        RedisNodes redis,
        Journal journal,
        MemberStates states,
        Partitions partitions,
        Generations generations,
        StateSource ledger,
        Validation validation,
        Flushes flushes,
        InstantSource clock,
        CommitIds commitIds,
        OperationKeys operationKeys,
        Supplier<AckLevel> ownLevel) {}
