package io.walaa.points;

/** Some points of one lot. {@code amount} is positive and in the unit's smallest step. */
public record LotPart(Lot lot, long amount) {}
