package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.challenge.Challenges;
import io.walaa.programme.course.Happening;
import java.util.Map;

/**
 * Takes part in a challenge that asks for it.
 *
 * @param challenge its id
 */
public record JoinChallenge(String challenge) implements Command {
    @Override
    public Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages) {
        Happening happening = new Happening(programme, new MemberChange(state, moment), null);
        programme.part(Challenges.class).join(challenge, happening);
        programme.course().changed(happening);
        return happening.decided("join");
    }
}
