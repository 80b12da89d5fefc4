package io.walaa.board;

import org.jspecify.annotations.Nullable;

/**
 * One place of a leaderboard.
 *
 * @param rank from 1; equal scores have equal ranks
 * @param member who
 * @param score positive
 * @param name what other members see, null if nothing
 */
public record BoardRow(
        long rank, String member, long score, @Nullable String name) {}
