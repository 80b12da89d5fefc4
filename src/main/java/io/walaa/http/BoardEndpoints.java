package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.walaa.board.BoardRow;
import io.walaa.board.ReadBoard;
import io.walaa.member.MemberId;
import io.walaa.programme.board.Board;
import io.walaa.usecase.ReadMember;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Leaderboards: the top for the merchant, the top and the own rank with neighbours for a member. */
public final class BoardEndpoints {
    private static final int TOP_MAX = 200;
    private static final int TOP_OTHERWISE = 10;
    private static final int NEIGHBOURS_MAX = 20;
    private static final int NEIGHBOURS_OTHERWISE = 2;
    private static final int BACK_MAX = 12;

    private final ReadBoard boards;
    private final ReadMember members;

    public BoardEndpoints(ReadBoard boards, ReadMember members) {
        this.boards = boards;
        this.members = members;
    }

    Future<Answer> list(Exchange exchange) {
        Collection<Board> all = boards.boards(exchange.programme());
        String language = exchange.language().toLanguageTag();
        return Future.succeededFuture(Answer.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("boards");
            for (Board board : all) {
                json.writeStartObject();
                head(json, board, language);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    Future<Answer> top(Exchange exchange) {
        return boards.top(exchange.programme(), exchange.argument(0), count(exchange), back(exchange))
                .map(view -> answer(exchange, view, null, true));
    }

    /** A member's rank with neighbours, for the merchant. */
    Future<Answer> rank(Exchange exchange) {
        MemberId member = exchange.member();
        return members.state(exchange.programme(), member)
                .compose(known -> boards.around(
                        exchange.programme(), exchange.argument(1), member, neighbours(exchange), back(exchange)))
                .map(view -> answer(exchange, view, member, true));
    }

    Future<Answer> topForMe(Exchange exchange) {
        return boards.top(exchange.programme(), exchange.argument(0), count(exchange), back(exchange))
                .map(view -> answer(exchange, view, exchange.self(), false));
    }

    Future<Answer> rankForMe(Exchange exchange) {
        return boards.around(
                        exchange.programme(),
                        exchange.argument(0),
                        exchange.self(),
                        neighbours(exchange),
                        back(exchange))
                .map(view -> answer(exchange, view, exchange.self(), false));
    }

    private static int count(Exchange exchange) {
        return exchange.number("top", 1, TOP_MAX, TOP_OTHERWISE);
    }

    private static int neighbours(Exchange exchange) {
        return exchange.number("neighbours", 0, NEIGHBOURS_MAX, NEIGHBOURS_OTHERWISE);
    }

    private static int back(Exchange exchange) {
        return exchange.number("back", 0, BACK_MAX, 0);
    }

    /** @param ids whether the caller may see who the others are */
    private static Answer answer(Exchange exchange, ReadBoard.View view, @Nullable MemberId self, boolean ids) {
        String language = exchange.language().toLanguageTag();
        return Answer.json(200, json -> {
            json.writeStartObject();
            head(json, view.board(), language);
            if (view.from() != null && view.until() != null) {
                json.writeStringField("from", view.from().toString());
                json.writeStringField("until", view.until().toString());
            }
            json.writeNumberField("size", view.page().size());
            json.writeArrayFieldStart("rows");
            for (BoardRow row : view.page().rows()) {
                row(json, row, self, ids);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void head(JsonGenerator json, Board board, String language) throws IOException {
        json.writeStringField("board", board.id());
        json.writeStringField("title", board.title().in(language));
        json.writeStringField("measure", board.measure().wire());
    }

    private static void row(JsonGenerator json, BoardRow row, @Nullable MemberId self, boolean ids) throws IOException {
        json.writeStartObject();
        json.writeNumberField("rank", row.rank());
        json.writeNumberField("score", row.score());
        if (ids) {
            json.writeStringField("member", row.member());
        }
        if (row.name() != null) {
            json.writeStringField("name", row.name());
        }
        if (self != null && row.member().equals(self.value())) {
            json.writeBooleanField("self", true);
        }
        json.writeEndObject();
    }
}
