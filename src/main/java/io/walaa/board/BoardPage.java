package io.walaa.board;

import java.util.List;

/**
 * A stretch of a leaderboard.
 *
 * @param size how many members have a rank
 * @param rows by rank
 */
public record BoardPage(long size, List<BoardRow> rows) {}
