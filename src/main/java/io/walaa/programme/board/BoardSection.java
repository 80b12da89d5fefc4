package io.walaa.programme.board;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.programme.EventType;
import io.walaa.programme.LocalizedText;
import io.walaa.programme.Section;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.challenge.Period;
import io.walaa.programme.condition.Area;
import io.walaa.programme.condition.Condition;
import java.util.List;

/** Reads {@code boards: [{id: weekly, measure: points, unit: points, every: week, title: …}]}. */
public final class BoardSection implements Section<Boards> {
    private static final int BOARDS_MAX = 50;

    @Override
    public Class<Boards> type() {
        return Boards.class;
    }

    @Override
    public Boards read(Input in, Vocabulary names) {
        return new Boards(in.optional(
                "boards", value -> value.list(BOARDS_MAX, board -> board.object(it -> board(it, names))), List.of()));
    }

    private static Board board(Input in, Vocabulary names) {
        String id = names.declare("board", in.field("id"));
        LocalizedText title = LocalizedText.read(in.field("title"), names);
        Measure measure = Measure.read(in.field("measure"));
        String of = switch (measure) {
            case POINTS -> names.unit(in.field("unit")).name();
            case EVENTS -> EventType.read(in.field("event"));
            case CHALLENGE -> names.refer("challenge", in.field("challenge"));
            case SPEND -> "";
        };
        Period every = in.optional("every", Period::read);
        Condition when = in.optional("when", value -> names.condition(value, Area.OF_EVENT), Condition.ALWAYS);
        boolean own = measure == Measure.CHALLENGE;
        if (own && (every != null || in.has("when"))) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "challenge, every, when");
        }
        return new Board(
                id, title, measure, of, every, when, in.optional("name", value -> names.refer("attribute", value)));
    }
}
