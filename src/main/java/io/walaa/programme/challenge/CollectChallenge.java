package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.order.Line;
import io.walaa.programme.EventType;
import io.walaa.programme.RecordedEvent;
import io.walaa.programme.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Collect different values, say visit five stores: {@code event: visit, different: store, goal: 5}. The tally is the
 * number of finished rounds and, for each value of the present one, its checksum with how often it was seen, so that
 * one of two visits to a store can be taken back.
 *
 * @param event the type of event
 * @param different where the values come from
 * @param only the values that count, empty for all
 * @param goal how many different ones
 */
record CollectChallenge(ChallengeTerms terms, String event, String different, Set<String> only, long goal)
        implements Challenge {
    private static final long GOAL_MAX = 30;
    private static final int VALUES_MAX = 40;
    private static final int LENGTH_MAX = 128;
    private static final String DATA = "data.";
    private static final List<String> SOURCES = List.of("store", "channel", "sku", "category", DATA + "<name>");

    static CollectChallenge read(Input in, ChallengeTerms terms, Vocabulary names) {
        String event = EventType.read(in.field("event"));
        Value from = in.field("different");
        String different = from.text(LENGTH_MAX);
        boolean known = SOURCES.contains(different) || different.startsWith(DATA);
        if (!different.isEmpty() && !known) {
            from.refuseUnknown(InputCode.UNKNOWN_VALUE, different, SOURCES);
        }
        List<String> only =
                in.optional("only", value -> value.list(VALUES_MAX, each -> each.text(LENGTH_MAX)), List.of());
        long goal = in.field("goal").integer(1, GOAL_MAX);
        if (in.sound() && !only.isEmpty() && Set.copyOf(only).size() < goal) {
            in.refuse("only", InputCode.TOO_FEW, "min", goal);
        }
        return new CollectChallenge(terms, event, different, new LinkedHashSet<>(only), goal);
    }

    @Override
    public Set<String> events() {
        return Set.of(event);
    }

    @Override
    public String contribution(String tally, Deed deed) {
        Set<String> marks = new LinkedHashSet<>();
        for (String value : values(deed.event())) {
            if ((only.isEmpty() || only.contains(value)) && marks.size() < VALUES_MAX) {
                marks.add(mark(value));
            }
        }
        return marks.isEmpty() ? NOTHING : Radix.text(Kept.read(tally).rounds) + "-" + String.join("+", marks);
    }

    private List<String> values(RecordedEvent what) {
        if (different.startsWith(DATA)) {
            String name = different.substring(DATA.length());
            var value = what.data() == null ? null : what.data().get(name);
            return value == null || !value.isValueNode() || value.isNull() ? List.of() : List.of(value.asText());
        }
        return switch (different) {
            case "store" -> what.store() == null ? List.of() : List.of(what.store());
            case "channel" ->
                what.channel() == null ? List.of() : List.of(what.channel().wire());
            default -> {
                List<String> values = new ArrayList<>();
                for (Line line : what.purchase() == null
                        ? List.<Line>of()
                        : what.purchase().lines()) {
                    String value = different.equals("sku") ? line.sku() : line.category();
                    if (value != null) {
                        values.add(value);
                    }
                }
                yield values;
            }
        };
    }

    private static String mark(String value) {
        CRC32 checksum = new CRC32();
        checksum.update(value.getBytes(StandardCharsets.UTF_8));
        return Radix.text(checksum.getValue());
    }

    @Override
    public String add(String tally, String contribution) {
        Kept kept = Kept.read(tally);
        for (String mark : marks(contribution)) {
            if (kept.seen.containsKey(mark) || kept.seen.size() < VALUES_MAX) {
                kept.seen.merge(mark, 1L, Long::sum);
            }
        }
        // a value more than the goal of a round that is not the last starts the next one
        return kept.seen.size() >= goal && kept.rounds + 1 < terms.repeat() ? kept.nextRound() : kept.text();
    }

    @Override
    public String remove(String tally, String contribution) {
        Kept kept = Kept.read(tally);
        if (Radix.number(contribution.substring(0, contribution.indexOf('-'))) != kept.rounds) {
            return new Kept(Math.max(0, kept.rounds - 1), kept.seen).text();
        }
        for (String mark : marks(contribution)) {
            kept.seen.computeIfPresent(mark, (key, times) -> times == 1 ? null : times - 1);
        }
        return kept.text();
    }

    private static String[] marks(String contribution) {
        return contribution.substring(contribution.indexOf('-') + 1).split("\\+");
    }

    @Override
    public long completions(String tally) {
        Kept kept = Kept.read(tally);
        return kept.rounds + (kept.seen.size() >= goal ? 1 : 0);
    }

    @Override
    public long score(String tally) {
        return Kept.read(tally).rounds * goal + Kept.read(tally).seen.size();
    }

    @Override
    public long reached(String tally, Standpoint standpoint) {
        Kept kept = Kept.read(tally);
        return Math.min(goal, kept.seen.size());
    }

    private record Kept(long rounds, Map<String, Long> seen) {
        static Kept read(String tally) {
            Map<String, Long> seen = new TreeMap<>();
            String[] parts = tally.split("\\+");
            for (int i = 1; i < parts.length; i++) {
                int dash = parts[i].indexOf('-');
                seen.put(
                        dash < 0 ? parts[i] : parts[i].substring(0, dash),
                        dash < 0 ? 1 : Radix.number(parts[i].substring(dash + 1)));
            }
            return new Kept(Radix.number(parts[0]), seen);
        }

        String nextRound() {
            return Radix.text(rounds + 1);
        }

        String text() {
            if (rounds == 0 && seen.isEmpty()) {
                return NOTHING;
            }
            StringBuilder text = new StringBuilder(Radix.text(rounds));
            seen.forEach((mark, times) -> {
                text.append('+').append(mark);
                if (times != 1) {
                    text.append('-').append(Radix.text(times));
                }
            });
            return text.toString();
        }
    }
}
