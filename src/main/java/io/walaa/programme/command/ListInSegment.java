package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.course.Happening;
import io.walaa.programme.segment.Segment;
import io.walaa.programme.segment.Segments;
import java.util.Map;

/**
 * Puts a member on a list that is kept by hand, or takes them off; already so is a yes that changes nothing.
 *
 * @param segment the list's id
 * @param in whether the member shall be on it
 */
public record ListInSegment(String segment, boolean in) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Segment list = programme.part(Segments.class).find(segment);
        if (list == null) {
            throw Refusal.of("unknown-segment", "segment", segment);
        }
        if (!list.isList()) {
            throw Refusal.of("segment-by-condition", "segment", segment);
        }
        Happening happening = new Happening(programme, new MemberChange(state, moment), null);
        Segments.put(happening, segment, in);
        programme.course().changed(happening);
        return happening.decided("segment");
    }
}
