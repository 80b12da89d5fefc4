package io.walaa.programme.challenge;

import io.walaa.member.MemberChange;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How far one member is in one challenge: facts {@code g.<challenge>}, {@code g.<challenge>.1} …, since a fact has at
 * most 64 bytes and a collection may need more.
 *
 * @param window the number of the stretch it belongs to
 * @param paid how many completions were paid in it
 * @param start epoch second of joining, or of the first thing that counted
 * @param tally what counted
 */
public record Attempt(long window, long paid, long start, String tally) {
    private static final String FAMILY = "g.";
    private static final int BYTES_MAX = 64;

    /** The attempt that the facts tell; null if there is none. */
    static @Nullable Attempt read(String challenge, Function<String, @Nullable String> facts) {
        String head = facts.apply(FAMILY + challenge);
        if (head == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(head);
        for (int i = 1; text.length() == i * BYTES_MAX; i++) {
            String more = facts.apply(FAMILY + challenge + "." + i);
            text.append(more == null ? "" : more);
        }
        int paid = text.indexOf(".") + 1;
        int start = text.indexOf(".", paid) + 1;
        int tally = text.indexOf(".", start) + 1;
        return new Attempt(
                Radix.number(text, 0, paid - 1),
                Radix.number(text, paid, start - 1),
                Radix.number(text, start, tally - 1),
                text.substring(tally));
    }

    Attempt with(long paidNow, String tallyNow) {
        return new Attempt(window, paidNow, start, tallyNow);
    }

    /** What names this attempt in what an order keeps. */
    String mark() {
        return Radix.text(window) + "." + Radix.text(start);
    }

    void write(String challenge, MemberChange change) {
        write(challenge, Radix.text(window) + "." + Radix.text(paid) + "." + Radix.text(start) + "." + tally, change);
    }

    /** Forgets the attempt. */
    static void forget(String challenge, MemberChange change) {
        write(challenge, "", change);
    }

    private static void write(String challenge, String text, MemberChange change) {
        String fact = FAMILY + challenge;
        int part = 0;
        for (int at = 0; at < text.length(); at += BYTES_MAX, part++) {
            change.fact(
                    part == 0 ? fact : fact + "." + part, text.substring(at, Math.min(text.length(), at + BYTES_MAX)));
        }
        for (; change.fact(part == 0 ? fact : fact + "." + part) != null; part++) {
            change.fact(part == 0 ? fact : fact + "." + part, null);
        }
    }
}
