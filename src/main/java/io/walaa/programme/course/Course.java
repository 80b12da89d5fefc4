package io.walaa.programme.course;

import io.walaa.decision.Effect;
import io.walaa.decision.Moment;
import io.walaa.member.Deadline;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.points.Lot;
import io.walaa.programme.Programme;
import io.walaa.programme.condition.Area;
import java.util.List;

/**
 * The stages of a programme in their order.
 *
 * @param stages each on what the ones before it left
 */
public record Course(List<Stage> stages) {
    private static final int AGAIN_MAX = 2;

    public Course {
        stages = List.copyOf(stages);
    }

    /** An event was recorded; what it earned is posted. */
    public void recorded(Happening happening) {
        happening.sight().changed(Area.BALANCES);
        if (happening.event() != null && happening.event().purchase() != null) {
            TakenBack.placed(happening, happening.at());
        }
        for (Stage stage : stages) {
            stage.recorded(happening);
        }
        again(happening);
    }

    /** An order was taken back; what points that moves is posted. */
    public void takenBack(Happening happening, TakenBack order) {
        happening.sight().changed();
        for (Stage stage : stages) {
            stage.takenBack(happening, order);
        }
        again(happening);
    }

    /** An entry about no order is reversed. */
    public void reversed(Happening happening, List<Effect> effects) {
        happening.sight().changed();
        for (Stage stage : stages) {
            stage.reversed(happening, effects);
        }
        changed(happening);
    }

    /** Something else changed the member. */
    public void changed(Happening happening) {
        happening.sight().changed();
        for (Stage stage : stages) {
            stage.changed(happening);
        }
        again(happening);
    }

    /** Points that a stage gave may lift a tier or move a segment of a stage before it. */
    private void again(Happening happening) {
        for (int pass = 0; pass < AGAIN_MAX && happening.gave(); pass++) {
            for (Stage stage : stages) {
                stage.changed(happening);
            }
        }
    }

    /** Decides what a stage had due; a deadline that nobody knows any more is forgotten. */
    public Decided settle(Programme programme, MemberState state, Deadline due, Moment moment) {
        Happening happening = new Happening(programme, new MemberChange(state, moment), null);
        Deadline.set(happening.member(), due.name(), Lot.NEVER);
        for (Stage stage : stages) {
            if (stage.name().equals(due.name())) {
                stage.due(happening, due.at());
            }
        }
        for (Stage stage : stages) {
            if (!stage.name().equals(due.name())) {
                stage.changed(happening);
            }
        }
        again(happening);
        return happening.decided(due.name() + "-due");
    }
}
