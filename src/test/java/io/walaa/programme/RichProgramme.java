package io.walaa.programme;

/** Documents of many rules of all kinds, made up. */
public final class RichProgramme {
    private RichProgramme() {}

    /**
     * @param rules that can match
     * @param segments that can be entered
     * @param challenges in which a purchase can count
     * @param others rules that look at articles, times or channels that are not there
     */
    public static String document(int rules, int segments, int challenges, int others) {
        StringBuilder text = new StringBuilder("""
                name: rich
                title: {en: Rich}
                timeZone: Asia/Kuwait
                currency: KWD
                locales: [en]
                units: {points: {title: {en: points}, expiry: {rolling: P12M, endOf: month}}}
                attributes: {city: text, age: number}
                tiers: {by: spend, levels: [{id: green, title: {en: Green}}, {id: gold, title: {en: Gold}, threshold: "50.000"}]}
                rules:
                """);
        for (int i = 0; i < rules; i++) {
            text.append("  - {id: rule-")
                    .append(i)
                    .append(", unit: points, ")
                    .append(rule(i))
                    .append("}\n");
        }
        for (int i = 0; i < others; i++) {
            text.append("  - {id: other-")
                    .append(i)
                    .append(", unit: points, ")
                    .append(other(i))
                    .append("}\n");
        }
        text.append("challenges:").append(challenges == 0 ? " []\n" : "\n");
        for (int i = 0; i < challenges; i++) {
            text.append("  - {id: challenge-")
                    .append(i)
                    .append(", title: {en: C}, rewards: [{unit: points, points: 5}], ")
                    .append(challenge(i))
                    .append("}\n");
        }
        text.append("segments:").append(segments == 0 ? " []\n" : "\n");
        for (int i = 0; i < segments; i++) {
            text.append("  - {id: segment-")
                    .append(i)
                    .append(", condition: '")
                    .append(segment(i))
                    .append("'}\n");
        }
        return text.toString();
    }

    private static String rule(int i) {
        return switch (i % 8) {
            case 0 -> "kind: spend, points: 10, per: \"1.000\"";
            case 1 -> "kind: line, categories: [category-" + i % 5 + "], points: 1, caps: {perOrder: 5}";
            case 2 -> "kind: event, event: purchase, points: 2, condition: 'order.total >= money(\"" + i + ".000\")'";
            case 3 ->
                "kind: event, event: purchase, points: 3, tiers: [gold], condition: 'event.hour >= 8 && event.hour < 22'";
            case 4 ->
                "kind: spend, points: 1, per: \"1.000\", lines: {condition: 'line.quantity > 1.0 && line.total > money(\"1.000\")'}";
            case 5 ->
                "kind: multiplier, factor: 2, condition: 'tier == \"gold\" && metrics.purchases_30d > " + i % 7 + "'";
            case 6 ->
                "kind: event, event: purchase, points: 1, schedule: {days: [friday, saturday]}, caps: {perMember: [{amount: 1, per: day}]}";
            default ->
                "kind: event, event: purchase, points: 5, group: bonus, condition: '\"category-" + i % 5
                        + "\" in order.categories && member.city != \"x\"'";
        };
    }

    private static String other(int i) {
        return switch (i % 6) {
            case 0 -> "kind: line, categories: [nothing-" + i + "], points: 1";
            case 1 -> "kind: spend, points: 1, per: \"1.000\", schedule: {from: 2027-01-01}";
            case 2 ->
                "kind: event, event: purchase, points: 2, channels: [web], condition: 'order.total > money(\"1.000\")'";
            case 3 -> "kind: event, event: purchase, points: 2, schedule: {hijri: [{month: ramadan}]}";
            case 4 -> "kind: spend, points: 1, per: \"1.000\", schedule: {days: [monday], hours: \"06:00-09:00\"}";
            default -> "kind: event, event: \"custom:thing-" + i + "\", points: 3";
        };
    }

    private static String challenge(int i) {
        return switch (i % 5) {
            case 0 -> "kind: count, event: purchase, goal: " + (i + 3) + ", every: week, repeat: 100";
            case 1 -> "kind: sum, goal: \"" + i * 20 + ".000\", every: month, when: 'order.total > money(\"1.000\")'";
            case 2 -> "kind: streak, event: purchase, per: day, goal: 7, freezes: 1, repeat: 1000";
            case 3 -> "kind: collect, event: purchase, different: category, goal: 20";
            default ->
                "kind: quest, steps: [{event: purchase, when: 'order.total > money(\"" + i
                        + ".000\")', title: {en: A}}, {event: visit, title: {en: B}}]";
        };
    }

    private static String segment(int i) {
        return switch (i % 4) {
            case 0 -> "metrics.spend_30d >= money(\"" + i * 10 + ".000\")";
            case 1 -> "balances.points > " + i * 100 + " && tier == \"gold\"";
            case 2 -> "metrics.visits_4w >= " + i;
            default -> "metrics.purchases_12m > " + i + " && metrics.spend_lifetime > money(\"1.000\")";
        };
    }
}
