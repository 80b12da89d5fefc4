package io.walaa.board;

import io.walaa.programme.Programme;
import io.walaa.programme.board.Board;
import io.walaa.programme.board.Measure;
import io.walaa.programme.challenge.Challenge;
import io.walaa.programme.challenge.Challenges;
import io.walaa.programme.challenge.Period;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the stretches of a leaderboard are. */
final class BoardWindows {
    /** A stretch stays readable for as long again, and at least so long. */
    private static final long KEPT_SECONDS_MIN = 35L * 24 * 3600;

    private BoardWindows() {}

    /** How long a stretch is: the board's own, or that of its challenge; null if it never starts again. */
    static @Nullable Period period(Programme programme, Board board) {
        if (board.measure() != Measure.CHALLENGE) {
            return board.every();
        }
        Challenge challenge = programme.part(Challenges.class).challenge(board.of());
        return challenge == null ? null : challenge.terms().every();
    }

    /** The number of the stretch around an instant. */
    static long number(Programme programme, Board board, Instant at) {
        Period period = period(programme, board);
        return period == null ? 0 : period.number(at.atZone(programme.zone()).toLocalDate(), programme.weekStart());
    }

    /** When a stretch starts; null if there is only one. */
    static @Nullable Instant start(Programme programme, Board board, long window) {
        Period period = period(programme, board);
        return period == null
                ? null
                : Instant.ofEpochSecond(period.start(window, programme.weekStart(), programme.zone()));
    }

    static BoardKey key(String name, Programme programme, Board board, long window) {
        Instant end = start(programme, board, window + 1);
        return new BoardKey(name, board.id(), window, end == null ? 0 : end.getEpochSecond() + KEPT_SECONDS_MIN);
    }
}
