package io.walaa.programme.challenge;

import java.util.Set;

/**
 * One kind of goal. A kind says what an event adds, how additions are kept as a short text (the <em>tally</em>) and how
 * often the tally reaches the goal; who takes part, windows, repeats and rewards are the same for all kinds and are
 * none of its business. What was added can be taken out again, in any order: the tally then is what it would have been.
 */
public interface Challenge {
    /** The tally of somebody who has done nothing yet. */
    String NOTHING = "";

    ChallengeTerms terms();

    /** The types of events that it looks at. */
    Set<String> events();

    /**
     * What an event adds to a tally: a short text of letters, digits, {@code -}, {@code +} and {@code /}, by which it
     * can be taken out again; {@link #NOTHING} if it adds nothing.
     */
    String contribution(String tally, Deed deed);

    /** The tally with this contribution. */
    String add(String tally, String contribution);

    /** The tally without this contribution; unchanged if it no longer counts for it. */
    String remove(String tally, String contribution);

    /** What is left of a contribution of an order of which {@code kept} of {@code total} minor units were kept. */
    default String left(String contribution, long kept, long total) {
        return kept == 0 ? NOTHING : contribution;
    }

    /** How often the tally reaches the goal. */
    long completions(String tally);

    /** How far the present round is, from 0 to {@link #goal}, at the deed's or reader's time. */
    long reached(String tally, Standpoint standpoint);

    /** What a leaderboard ranks by: everything that counts in the present stretch, beyond one goal too. */
    long score(String tally);

    /** What {@link #reached} counts up to. */
    long goal();
}
