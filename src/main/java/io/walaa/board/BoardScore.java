package io.walaa.board;

/**
 * A member's absolute score.
 *
 * @param seq the member's sequence after which it was so
 */
record BoardScore(String member, long seq, long score) {}
