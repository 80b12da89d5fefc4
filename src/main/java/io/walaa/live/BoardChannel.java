package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.board.BoardName;
import io.walaa.board.BoardRow;
import io.walaa.board.ReadBoard;
import io.walaa.live.event.LiveEvent;
import io.walaa.live.event.SharedContent;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.board.Board;
import io.walaa.usecase.LiveChannels;
import io.walaa.usecase.Programmes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a board's first places on its channel when they changed, absolute and without anybody's id. */
public final class BoardChannel {
    private static final Logger LOG = LoggerFactory.getLogger(BoardChannel.class);
    private static final int PLACES = 10;
    private static final int TRIES = 4;

    private final ReadBoard boards;
    private final LiveChannels channels;
    private final Programmes programmes;
    private final InstantSource clock;

    public BoardChannel(ReadBoard boards, LiveChannels channels, Programmes programmes, InstantSource clock) {
        this.boards = boards;
        this.channels = channels;
        this.programmes = programmes;
        this.clock = clock;
    }

    /** A board changed: publishes how it is now. */
    public Future<Void> changed(BoardName board) {
        return top(board)
                .compose(view -> told(board, view, TRIES))
                .onFailure(failure -> LOG.debug("the standings of {} are not shown", board, failure));
    }

    private Future<ReadBoard.View> top(BoardName board) {
        return boards.top(board.programme(), board.board(), PLACES, 0);
    }

    /**
     * Publishes, and looks once more: another node may have published in between what is newer than what was read here.
     */
    private Future<Void> told(BoardName board, ReadBoard.View view, int tries) {
        return channels.tell(board.programme(), "board:" + board.board(), content(board.programme(), view))
                .compose(done -> top(board))
                .compose(now -> tries == 0 || now.page().equals(view.page())
                        ? Future.succeededFuture()
                        : told(board, now, tries - 1));
    }

    private String content(String programme, ReadBoard.View view) {
        Board board = view.board();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("board", board.id());
        data.put("measure", board.measure().wire());
        if (view.from() != null && view.until() != null) {
            data.put("from", view.from().toString());
            data.put("until", view.until().toString());
        }
        data.put("size", view.page().size());
        data.put("rows", view.page().rows().stream().map(BoardChannel::row).toList());
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        ActiveProgramme active = programmes.active(programme);
        List<String> locales =
                active == null ? new ArrayList<>() : active.programme().locales();
        locales.forEach(
                locale -> texts.put(locale, Map.of("title", board.title().in(locale))));
        String id = "evt_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36);
        return SharedContent.write(
                new LiveEvent(id, "board.changed", clock.instant().toString(), data), texts);
    }

    private static Map<String, Object> row(BoardRow row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("rank", row.rank());
        shown.put("score", row.score());
        if (row.name() != null) {
            shown.put("name", row.name());
        }
        return shown;
    }
}
