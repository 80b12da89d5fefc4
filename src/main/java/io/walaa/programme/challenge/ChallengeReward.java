package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.course.Happening;

/** What a completion pays. */
public interface ChallengeReward {
    /** Reads {@code {unit: points, points: 100}}, {@code {badge: explorer}} or {@code {offer: free-cake}}. */
    static ChallengeReward read(Input in, Vocabulary names) {
        boolean badge = in.has("badge");
        boolean offer = in.has("offer");
        if ((badge || offer) && (in.has("unit") || in.has("points") || (badge && offer))) {
            in.refuse(InputCode.CONFLICTING_FIELDS, "fields", "badge, offer, points");
        }
        return badge ? BadgeReward.read(in) : offer ? OfferReward.read(in, names) : PointsReward.read(in, names);
    }

    /** Pays so many completions of a challenge. */
    void pay(String challenge, long times, Happening happening);

    /** Completions that had been taken back stand again. */
    default void restored(String challenge, long times, Happening happening) {
        pay(challenge, times, happening);
    }

    /** Completions are undone with the entry that they were in. */
    default void undone(String challenge, long times, Happening happening) {
        takeBack(challenge, times, happening);
    }

    /** Takes so many back. */
    void takeBack(String challenge, long times, Happening happening);
}
