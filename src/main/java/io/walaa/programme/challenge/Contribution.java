package io.walaa.programme.challenge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event added to one challenge, by which it can be taken out again.
 *
 * @param challenge the challenge's id
 * @param attempt which attempt of the member, see {@link Attempt#mark}
 * @param counted what was added
 * @param completed how many completions it brought
 */
record Contribution(String challenge, String attempt, String counted, long completed) {
    /** Several as the text that an order keeps. */
    static String write(List<Contribution> all) {
        StringBuilder text = new StringBuilder();
        for (Contribution one : all) {
            text.append(text.isEmpty() ? "" : ";")
                    .append(one.challenge)
                    .append(' ')
                    .append(one.text());
        }
        return text.toString();
    }

    /** Without the challenge, as effects show it. */
    String text() {
        return attempt + " " + counted + (completed == 0 ? "" : " " + Radix.text(completed));
    }

    /** Reads what {@link #write} wrote. */
    static List<Contribution> read(@Nullable String text) {
        List<Contribution> all = new ArrayList<>();
        for (String one : text == null || text.isEmpty() ? new String[0] : text.split(";")) {
            int space = one.indexOf(' ');
            all.add(of(one.substring(0, space), one.substring(space + 1)));
        }
        return all;
    }

    /** One of this challenge, from its {@link #text}. */
    static Contribution of(String challenge, String text) {
        String[] part = text.split(" ");
        return new Contribution(challenge, part[0], part[1], part.length > 2 ? Radix.number(part[2]) : 0);
    }
}
