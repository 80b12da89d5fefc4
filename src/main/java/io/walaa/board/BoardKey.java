package io.walaa.board;

/**
 * One stretch of one leaderboard.
 *
 * @param window the number of the stretch
 * @param until epoch second after which it may be forgotten; 0 for never
 */
record BoardKey(String programme, String board, long window, long until) {}
