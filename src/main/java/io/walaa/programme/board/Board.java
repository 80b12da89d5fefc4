package io.walaa.programme.board;

import io.walaa.programme.LocalizedText;
import io.walaa.programme.challenge.Period;
import io.walaa.programme.condition.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A leaderboard.
 *
 * @param id unique in the document
 * @param title for people
 * @param measure what it ranks by
 * @param of the unit of {@code points}, the type of {@code events}, the id of a {@code challenge}; empty for spend
 * @param every the stretch of the programme's calendar after which it starts from nothing, null for never
 * @param when what must hold of an event and its member for it to count
 * @param name the attribute that other members see of a member, null for none
 */
public record Board(
        String id,
        LocalizedText title,
        Measure measure,
        String of,
        @Nullable Period every,
        Condition when,
        @Nullable String name) {}
