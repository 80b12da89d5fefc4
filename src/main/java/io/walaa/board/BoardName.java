package io.walaa.board;

/** A board of a programme. */
public record BoardName(String programme, String board) {}
