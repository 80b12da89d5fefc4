package io.walaa.board;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.walaa.json.Json;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.board.Board;
import io.walaa.programme.board.Boards;
import io.walaa.programme.board.Score;
import io.walaa.usecase.Bell;
import io.walaa.usecase.Programmes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ledger's entries, in order and from a position of its own in Postgres, and puts the scores that they carry
 * on the leaderboards. Reading an entry twice changes nothing, so a node that takes over a partition just goes on.
 */
public final class BoardFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardFollower.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long GATHER_MILLIS = 50;
    private static final int ENTRIES_AT_ONCE = 500;

    private final Vertx vertx;
    private final BoardLedger ledger;
    private final BoardSets sets;
    private final Programmes programmes;
    private final ProgrammeNames names;
    private final String node;
    private final Bell<BoardName> bell;
    private final Counter scored;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean working = new AtomicBoolean();
    private final long timer;

    /** The programmes that are active on this node. */
    @FunctionalInterface
    public interface ProgrammeNames {
        List<String> names();
    }

    BoardFollower(
            Vertx vertx,
            BoardLedger ledger,
            BoardSets sets,
            Programmes programmes,
            ProgrammeNames names,
            String node,
            Bell<BoardName> bell,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.sets = sets;
        this.programmes = programmes;
        this.names = names;
        this.node = node;
        this.bell = bell;
        this.scored = Counter.builder("walaa_board_scores")
                .description("scores put on leaderboards")
                .register(registry);
        this.timer = vertx.setPeriodic(LOOK_MILLIS, tick -> follow());
    }

    /** Something was flushed. Cheap, and may be called on any thread and as often as one likes. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            vertx.setTimer(GATHER_MILLIS, now -> {
                woken.set(false);
                follow();
            });
        }
    }

    private void follow() {
        if (!ranks() || !working.compareAndSet(false, true)) {
            return;
        }
        ledger.behind(node)
                .compose(behind -> {
                    Future<Boolean> done = Future.succeededFuture(false);
                    for (BoardLedger.Behind partition : behind) {
                        done = done.compose(more -> read(partition).map(left -> left || more));
                    }
                    return done;
                })
                .onFailure(failure -> LOG.debug("leaderboards wait", failure))
                .onComplete(done -> {
                    working.set(false);
                    if (done.succeeded() && done.result()) {
                        wake();
                    }
                });
    }

    private boolean ranks() {
        return names.names().stream().anyMatch(name -> {
            ActiveProgramme active = programmes.active(name);
            return active != null
                    && !active.programme().part(Boards.class).all().isEmpty();
        });
    }

    /** Reads on in one partition; whether there is more. */
    private Future<Boolean> read(BoardLedger.Behind behind) {
        if (behind.done() == null) {
            // a board is built from what everybody has; only what comes from now on is for the follower
            return ledger.moved(behind.partition(), behind.last()).map(false);
        }
        long upTo = Math.min(behind.last(), behind.done() + ENTRIES_AT_ONCE);
        return ledger.entries(behind.partition(), behind.done(), upTo)
                .compose(this::put)
                .compose(put -> ledger.moved(behind.partition(), upTo))
                .map(moved -> upTo < behind.last());
    }

    private Future<Void> put(List<BoardLedger.Entry> entries) {
        Map<BoardKey, List<BoardScore>> byBoard = new LinkedHashMap<>();
        for (BoardLedger.Entry entry : entries) {
            ActiveProgramme active = programmes.active(entry.programme());
            if (active == null) {
                continue;
            }
            JsonNode fields = Json.read(entry.body()).path("f");
            for (Board board : active.programme().part(Boards.class).all()) {
                Score score = Score.read(fields.path(Score.FAMILY + board.id()).textValue());
                if (score != null) {
                    byBoard.computeIfAbsent(
                                    BoardWindows.key(entry.programme(), active.programme(), board, score.window()),
                                    key -> new ArrayList<>())
                            .add(new BoardScore(entry.member(), entry.seq(), score.points()));
                }
            }
        }
        Future<Void> done = Future.succeededFuture();
        for (Map.Entry<BoardKey, List<BoardScore>> board : byBoard.entrySet()) {
            BoardKey key = board.getKey();
            done = done.compose(before -> sets.put(key, board.getValue(), null))
                    .onSuccess(put -> bell.ring(new BoardName(key.programme(), key.board())));
            scored.increment(board.getValue().size());
        }
        return done;
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
