package io.walaa.points;

/**
 * A kind of points of a programme.
 *
 * @param name its key in the document and the API, lower case letters, digits and dashes
 * @param scale decimal places of its smallest step, 0 for whole points
 * @param spendable false for qualifying units, which are earned and never spent
 * @param expiry when awards are gone
 * @param activation when awards can be spent
 * @param debtMax the most that a member may owe of it; what a return cannot take back beyond that is written off
 */
public record Unit(String name, int scale, boolean spendable, Expiry expiry, Activation activation, long debtMax) {}
