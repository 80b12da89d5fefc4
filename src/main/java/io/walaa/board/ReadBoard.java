package io.walaa.board;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberId;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.Programme;
import io.walaa.programme.board.Board;
import io.walaa.programme.board.Boards;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.Programmes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads leaderboards; builds one from Postgres first if Redis does not have all of it. */
public final class ReadBoard {
    private static final long BUILD_MILLIS_MAX = 2_000;
    private static final int AT_ONCE = 1_000;

    /** How long after its end a stretch may still change: backdated events, and returns before a new score. */
    private static final Duration LATE = Duration.ofDays(62);

    private final Vertx vertx;
    private final BoardLedger ledger;
    private final BoardSets sets;
    private final Programmes programmes;
    private final InstantSource clock;
    private final Map<BoardKey, Future<Void>> building = new ConcurrentHashMap<>();

    ReadBoard(Vertx vertx, BoardLedger ledger, BoardSets sets, Programmes programmes, InstantSource clock) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.sets = sets;
        this.programmes = programmes;
        this.clock = clock;
    }

    /**
     * A stretch of a leaderboard with what it is of.
     *
     * @param from when the stretch starts, null if there is only one
     * @param until when it ends, null if it does not
     */
    public record View(
            Board board, @Nullable Instant from, @Nullable Instant until, BoardPage page) {}

    /** The leaderboards of a programme, in the order of its document. */
    public Collection<Board> boards(String programme) {
        return programmes.require(programme).programme().part(Boards.class).all();
    }

    /**
     * The first places.
     *
     * @param back how many stretches ago; 0 for the present one
     * @return refused with {@code unknown-board}, or {@code board-not-ready} while it is built
     */
    public Future<View> top(String programme, String board, int count, int back) {
        return read(programme, board, "", count, back);
    }

    /** The places around a member, none if the member has no rank; refused as {@link #top} is. */
    public Future<View> around(String programme, String board, MemberId member, int neighbours, int back) {
        return read(programme, board, member.value(), neighbours, back);
    }

    private Future<View> read(String programme, String id, String member, int count, int back) {
        ActiveProgramme active = programmes.require(programme);
        Board board = active.programme().part(Boards.class).board(id);
        if (board == null) {
            return Future.failedFuture(Refusal.notFound("unknown-board", "board", id));
        }
        Programme rules = active.programme();
        long window = BoardWindows.number(rules, board, clock.instant()) - back;
        BoardKey key = BoardWindows.key(programme, rules, board, window);
        Instant end = BoardWindows.start(rules, board, window + 1);
        Instant start = BoardWindows.start(rules, board, window);
        if (back > 0 && start == null) {
            return Future.failedFuture(Refusal.notFound("unknown-board", "board", id));
        }
        return page(key, member, count, back == 0 ? null : start, end)
                .compose(page -> named(programme, board, page))
                .map(page -> new View(board, start, end, page));
    }

    private Future<BoardPage> page(
            BoardKey key, String member, int count, @Nullable Instant over, @Nullable Instant end) {
        return sets.read(key, member, count)
                .compose(page -> page != null
                        ? Future.succeededFuture(page)
                        : built(key, over, end).compose(done -> sets.read(key, member, count)))
                .compose(page -> page != null ? Future.succeededFuture(page) : Future.failedFuture(notReady()));
    }

    private static Refusal notReady() {
        return Refusal.unavailable("board-not-ready", BUILD_MILLIS_MAX);
    }

    /** Waits a moment for a board to be built; one build at a time on this node. */
    private Future<Void> built(BoardKey key, @Nullable Instant over, @Nullable Instant end) {
        Promise<Void> promise = Promise.promise();
        Future<Void> mine = promise.future();
        Future<Void> known = building.putIfAbsent(key, mine);
        if (known == null) {
            Long generation = sets.generation(key);
            Future<Void> build =
                    over == null || end == null ? build(key, generation, "") : buildOver(key, generation, 0, over, end);
            Postgres.orUnavailable(build)
                    .onComplete(done -> building.remove(key))
                    .onComplete(promise);
        }
        Future<Void> late = vertx.timer(BUILD_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .compose(tick -> Future.<Void>failedFuture(notReady()));
        return Future.any(known == null ? mine : known, late).mapEmpty();
    }

    /** The present stretch is what everybody's state says. */
    private Future<Void> build(BoardKey key, Long generation, String after) {
        return ledger.standings(key.programme(), key.board(), after, AT_ONCE).compose(standings -> {
            boolean last = standings.size() < AT_ONCE;
            return sets.put(key, scores(key, standings), last ? generation : null)
                    .compose(put -> last
                            ? Future.succeededFuture()
                            : build(
                                    key,
                                    generation,
                                    standings.get(standings.size() - 1).member()));
        });
    }

    /** One that is over has to be found in the entries of its time, partition by partition. */
    private Future<Void> buildOver(BoardKey key, Long generation, int partition, Instant from, Instant end) {
        boolean last = partition == sets.partitions() - 1;
        return ledger.lastStandings(
                        key,
                        partition,
                        from.atOffset(ZoneOffset.UTC),
                        end.plus(LATE).atOffset(ZoneOffset.UTC))
                .compose(standings -> sets.put(key, scores(key, standings), last ? generation : null))
                .compose(put -> last ? Future.succeededFuture() : buildOver(key, generation, partition + 1, from, end));
    }

    private static List<BoardScore> scores(BoardKey key, List<BoardLedger.Standing> standings) {
        List<BoardScore> scores = new ArrayList<>();
        for (BoardLedger.Standing standing : standings) {
            if (standing.score().window() == key.window()) {
                scores.add(new BoardScore(
                        standing.member(), standing.seq(), standing.score().points()));
            }
        }
        return scores;
    }

    private Future<BoardPage> named(String programme, Board board, BoardPage page) {
        String attribute = board.name();
        if (attribute == null || page.rows().isEmpty()) {
            return Future.succeededFuture(page);
        }
        List<String> members = page.rows().stream().map(BoardRow::member).toList();
        return Postgres.orUnavailable(ledger.names(programme, attribute, members))
                .map(names -> new BoardPage(
                        page.size(),
                        page.rows().stream()
                                .map(row ->
                                        new BoardRow(row.rank(), row.member(), row.score(), names.get(row.member())))
                                .toList()));
    }
}
