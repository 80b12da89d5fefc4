/**
 * The course of a decision after an event has earned: families of the programme take part in it one after another, in
 * the order of {@link io.walaa.programme.Sections#STANDARD}, each on what the ones before it left.
 *
 * <p><b>To add a family</b>: a {@link io.walaa.programme.Section} that reads its field of the document and gives what
 * it compiles to; that part implements {@link io.walaa.programme.course.Stage} if it takes part in decisions; and a
 * line in {@code Sections.STANDARD}. Others get at it by {@code programme.part(XPart.class)}. Nothing else has to know
 * of it.
 *
 * <p>A stage keeps its state as facts of the member ({@link io.walaa.member.MemberChange#fact}), small texts under
 * names that start with a letter of its own (see the table), and tells what it did by effects. What it must know when
 * an order is taken back it keeps with the order ({@link io.walaa.programme.course.Happening#keep}). What is due by
 * time it asks for with {@link io.walaa.programme.course.Happening#dueAt}: it is called by
 * {@link io.walaa.programme.course.Stage#due} in an entry of its own, by the member's next operation or the sweeper.
 *
 * <table><caption>First letters of facts</caption>
 * <tr><td>{@code a o z pv}</td><td>profile</td></tr>
 * <tr><td>{@code c}</td><td>caps of earning rules</td></tr>
 * <tr><td>{@code n}</td><td>deadlines of stages, by their name</td></tr>
 * <tr><td>{@code m}</td><td>metrics</td></tr>
 * <tr><td>{@code q}</td><td>tier</td></tr>
 * <tr><td>{@code s}</td><td>segments</td></tr>
 * <tr><td>{@code g b}</td><td>challenges, badges</td></tr>
 * <tr><td>{@code r}</td><td>scores on leaderboards</td></tr>
 * <tr><td>{@code f}</td><td>offers</td></tr>
 * <tr><td>{@code v}</td><td>vouchers and redemptions</td></tr>
 * <tr><td>{@code r}</td><td>how often and when last a reward was had</td></tr>
 * <tr><td>{@code w}</td><td>reservations</td></tr>
 * </table>
 */
@NullMarked
package io.walaa.programme.course;

import org.jspecify.annotations.NullMarked;
