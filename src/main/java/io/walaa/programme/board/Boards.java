package io.walaa.programme.board;

import io.walaa.points.Points;
import io.walaa.programme.Programme;
import io.walaa.programme.challenge.Challenges;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.Stage;
import io.walaa.programme.course.TakenBack;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All leaderboards of a programme. A member's scores change in the decision that earns them. */
public final class Boards implements Stage {
    private final Map<String, Board> byId = new LinkedHashMap<>();

    Boards(List<Board> boards) {
        boards.forEach(board -> byId.put(board.id(), board));
    }

    @Override
    public String name() {
        return "boards";
    }

    /** In the order of the document. */
    public Collection<Board> all() {
        return byId.values();
    }

    /** A leaderboard by id; null if the programme has none of it. */
    public @Nullable Board board(String id) {
        return byId.get(id);
    }

    /** The number of the stretch that an instant is in. */
    public static long window(Programme programme, Board board, Instant at) {
        return board.every() == null
                ? 0
                : board.every().number(at.atZone(programme.zone()).toLocalDate(), programme.weekStart());
    }

    @Override
    public void recorded(Happening happening) {
        for (Board board : byId.values()) {
            long added = board.measure().added(board.of(), happening);
            if (added != 0 && board.when().holds(happening.sight())) {
                add(board, happening, window(happening.programme(), board, happening.at()), added);
            }
        }
        changed(happening);
    }

    @Override
    public void takenBack(Happening happening, TakenBack order) {
        Instant placedAt = order.placedAt();
        for (Board board : byId.values()) {
            long taken = board.measure().taken(board.of(), happening, order);
            if (taken != 0 && placedAt != null) {
                add(board, happening, window(happening.programme(), board, placedAt), -taken);
            }
        }
        changed(happening);
    }

    /** Takes over what the challenges say. */
    @Override
    public void changed(Happening happening) {
        for (Board board : byId.values()) {
            if (board.measure() == Measure.CHALLENGE) {
                Challenges.Standing standing =
                        happening.programme().part(Challenges.class).standing(board.of(), happening.member()::fact);
                Score known = Score.read(happening.member().fact(Score.FAMILY + board.id()));
                if (standing != null && (known != null || standing.score() > 0)) {
                    put(board, happening, new Score(standing.window(), standing.score()));
                }
            }
        }
    }

    private static void add(Board board, Happening happening, long window, long more) {
        Score known = Score.read(happening.member().fact(Score.FAMILY + board.id()));
        long newest = known == null ? Long.MIN_VALUE : known.window();
        if (window < newest || (window > newest && more < 0)) {
            return; // a stretch that is over, or of which nothing counted
        }
        long before = known == null || window > newest ? 0 : known.points();
        put(board, happening, new Score(window, Math.min(Points.MAX, Math.max(0, before + more))));
    }

    private static void put(Board board, Happening happening, Score score) {
        happening.member().fact(Score.FAMILY + board.id(), score.text());
    }
}
