package io.walaa.board;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.walaa.journal.Generations;
import io.walaa.journal.Partitions;
import io.walaa.store.redis.RedisNodes;
import io.walaa.store.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sorted sets of leaderboards. They are worked out from Postgres and may be lost: a board counts as complete only
 * in the generation of its partition in which it was built.
 */
final class BoardSets {
    private static final Script SCORE = Script.load("board/score");
    private static final Script READ = Script.load("board/read");

    private final RedisNodes redis;
    private final Context loop;
    private final Partitions partitions;
    private final Generations generations;

    /** @param loop the one that owns the connections */
    BoardSets(RedisNodes redis, Context loop, Partitions partitions, Generations generations) {
        this.redis = redis;
        this.loop = loop;
        this.partitions = partitions;
        this.generations = generations;
    }

    /** How many partitions the ledger has. */
    int partitions() {
        return partitions.count();
    }

    /** The generation in which a board that is built now is complete. */
    long generation(BoardKey key) {
        return generations.of(partition(key));
    }

    /**
     * Puts scores on a board; those that are older than what is known change nothing.
     *
     * @param complete the generation in which this completes the board, null for just these scores
     */
    Future<Void> put(BoardKey key, List<BoardScore> scores, @Nullable Long complete) {
        Request request = call(SCORE, key).arg(key.until()).arg(complete == null ? "" : complete.toString());
        for (BoardScore score : scores) {
            request.arg(score.member()).arg(score.seq()).arg(score.score());
        }
        return on(() -> redis.send(slot(key), request)).mapEmpty();
    }

    /** The top, or the places around {@code member}; null if the board has to be built first. */
    Future<@Nullable BoardPage> read(BoardKey key, String member, int count) {
        Request request = call(READ, key).arg(generation(key)).arg(member).arg(count);
        return on(() -> redis.send(slot(key), request)).map(BoardSets::page);
    }

    private static @Nullable BoardPage page(Response reply) {
        if (reply.type() != ResponseType.MULTI) {
            return null;
        }
        List<BoardRow> rows = new ArrayList<>();
        long above = reply.size() < 3 ? 0 : reply.get(2).toLong();
        for (int i = 3; i < reply.size(); i += 2) {
            long score = reply.get(i + 1).toLong();
            int before = rows.size();
            long rank = before == 0
                    ? reply.get(1).toLong()
                    : rows.get(before - 1).score() == score
                            ? rows.get(before - 1).rank()
                            : above + before + 1;
            rows.add(new BoardRow(rank, reply.get(i).toString(), score, null));
        }
        return new BoardPage(reply.get(0).toLong(), rows);
    }

    private Request call(Script script, BoardKey key) {
        String set = partitions.board(partition(key), key.programme(), key.board(), key.window());
        return Request.cmd(Command.EVAL).arg(script.text()).arg(2).arg(set).arg(set + ":seq");
    }

    private int slot(BoardKey key) {
        return partitions.slot(partition(key));
    }

    private int partition(BoardKey key) {
        return partitions.of(key.programme(), "board:" + key.board());
    }

    private <T> Future<T> on(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(promise));
        return promise.future();
    }
}
