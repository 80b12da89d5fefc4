package io.walaa.member;

import io.walaa.points.Hold;
import io.walaa.points.Lot;
import io.walaa.points.LotPart;
import io.walaa.points.Purse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The member's hot state as the fields of a Redis hash: one small field per fact, every value at most 64 bytes, so that
 * the hash stays a compact list. Instants are epoch seconds in base 36.
 *
 * <table><caption>Fields</caption>
 * <tr><td>{@code seq at gen pages on}</td><td>kept by the commit script</td></tr>
 * <tr><td>{@code t}</td><td>epoch millisecond of the last entry</td></tr>
 * <tr><td>{@code l.<unit>.<expiry>}</td><td>points left in a spendable lot; {@code -} for one that never expires</td></tr>
 * <tr><td>{@code p.<unit>.<expiry>.<activation>.<order>}</td><td>points of a pending lot; {@code -} until confirmed</td></tr>
 * <tr><td>{@code d.<unit>}</td><td>debt</td></tr>
 * <tr><td>{@code i.<unit>}</td><td>when all of the unit lapses unless something happens before</td></tr>
 * <tr><td>{@code h.<key>}</td><td>an open hold: unit, amount, end</td></tr>
 * <tr><td>{@code h.<key>.<expiry>}</td><td>what it took from which lot</td></tr>
 * <tr><td>{@code x.<unit>.<expiry>}</td><td>points of a lot that expired lately</td></tr>
 * <tr><td>anything else</td><td>a fact of its family, such as {@code c.<rule>} for a cap</td></tr>
 * </table>
 */
public final class MemberFields {
    /** Fields that belong to the commit script and are no part of a decision. */
    static final String SEQ = "seq";

    static final String AT = "at";
    static final String GENERATION = "gen";
    static final String PAGES = "pages";
    static final String ONLINE = "on";
    static final String POSTED_AT = "t";
    private static final String NEVER = "-";

    private MemberFields() {}

    /** Whether the commit script alone keeps a field: it is in no entry. {@code on} says that the member is online. */
    public static boolean ofTheScript(String name) {
        return name.equals(SEQ)
                || name.equals(AT)
                || name.equals(GENERATION)
                || name.equals(PAGES)
                || name.equals("on");
    }

    static String lot(String unit, Lot lot) {
        return lot.pending()
                ? "p." + unit + "." + instant(lot.expiresAt()) + "." + instant(lot.activatesAt()) + "." + lot.source()
                : "l." + unit + "." + instant(lot.expiresAt());
    }

    /** A spendable lot by the name of its field. */
    public record LotField(String unit, long expiresAt) {}

    /** The spendable lot whose field is called {@code name}; null if that is another field. */
    public static @Nullable LotField lot(String name) {
        if (!name.startsWith("l.")) {
            return null;
        }
        int dot = name.lastIndexOf('.');
        return new LotField(name.substring(2, dot), instant(name.substring(dot + 1)));
    }

    static String debt(String unit) {
        return "d." + unit;
    }

    static String lapse(String unit) {
        return "i." + unit;
    }

    static String hold(String key) {
        return "h." + key;
    }

    static String holdPart(String key, Lot lot) {
        return "h." + key + "." + instant(lot.expiresAt());
    }

    static String holdValue(Hold hold) {
        return hold.unit() + " " + hold.amount() + " " + instant(hold.expiresAt());
    }

    static String instant(long epochSecond) {
        return epochSecond == Lot.NEVER ? NEVER : Long.toString(epochSecond, 36);
    }

    private static long instant(String text) {
        return text.equals(NEVER) ? Lot.NEVER : Long.parseLong(text, 36);
    }

    /**
     * Reads a state from all fields of the member's hash.
     *
     * @throws IllegalArgumentException if a field is none of the above forms
     */
    public static MemberState read(MemberId id, Map<String, String> fields) {
        Map<String, Purse> purses = new HashMap<>();
        Map<String, String> holdHeads = new HashMap<>();
        Map<String, List<LotPart>> holdParts = new HashMap<>();
        Map<String, String> facts = new HashMap<>();
        fields.forEach((name, value) -> {
            if (name.length() > 1 && name.charAt(1) == '.') {
                String[] part = name.split("\\.", 5);
                switch (name.charAt(0)) {
                    case 'l' ->
                        purses.merge(
                                part[1],
                                Purse.EMPTY.add(Lot.active(instant(part[2])), Long.parseLong(value)),
                                MemberFields::sum);
                    case 'p' ->
                        purses.merge(
                                part[1],
                                Purse.EMPTY.add(
                                        new Lot(instant(part[2]), instant(part[3]), part[4]), Long.parseLong(value)),
                                MemberFields::sum);
                    case 'd' -> purses.merge(part[1], Purse.EMPTY.owe(Long.parseLong(value)), MemberFields::sum);
                    case 'i' -> purses.merge(part[1], Purse.EMPTY.lapsing(instant(value)), MemberFields::sum);
                    case 'h' -> {
                        if (part.length == 2) {
                            holdHeads.put(part[1], value);
                        } else {
                            holdParts
                                    .computeIfAbsent(part[1], key -> new ArrayList<>(2))
                                    .add(new LotPart(Lot.active(instant(part[2])), Long.parseLong(value)));
                        }
                    }
                    default -> facts.put(name, value);
                }
            } else {
                facts.put(name, value);
            }
        });
        facts.keySet().removeAll(List.of(AT, GENERATION, PAGES, ONLINE));
        long seq = number(facts.remove(SEQ));
        long postedAt = number(facts.remove(POSTED_AT));
        Map<String, Hold> holds = new HashMap<>();
        holdHeads.forEach((key, head) -> holds.put(key, hold(key, head, holdParts.getOrDefault(key, List.of()))));
        return new MemberState(id, seq, postedAt, Map.copyOf(purses), Map.copyOf(holds), facts);
    }

    private static Hold hold(String key, String head, List<LotPart> parts) {
        String[] word = head.split(" ");
        List<LotPart> ordered = new ArrayList<>(parts);
        ordered.sort(Comparator.comparingLong(part -> part.lot().expiresAt()));
        return new Hold(key, word[0], Long.parseLong(word[1]), instant(word[2]), List.copyOf(ordered));
    }

    private static Purse sum(Purse left, Purse right) {
        Purse sum = left.owe(right.debt()).lapsing(Math.min(left.lapsesAt(), right.lapsesAt()));
        for (int i = 0; i < right.lots().size(); i++) {
            sum = sum.add(right.lots().lot(i), right.lots().amount(i));
        }
        for (LotPart part : right.pending().parts()) {
            sum = sum.add(part.lot(), part.amount());
        }
        return sum;
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }
}
