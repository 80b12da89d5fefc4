package io.walaa.proof.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the checker found wrong, by kind. */
public final class Findings {
    private final TreeMap<String, List<String>> byKind = new TreeMap<>();

    /** Something is wrong. */
    public synchronized void add(String kind, String what) {
        byKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(what);
    }

    public boolean isEmpty() {
        return byKind.isEmpty();
    }

    /** How many there are of a kind. */
    public int count(String kind) {
        return byKind.getOrDefault(kind, List.of()).size();
    }

    /** The kinds. */
    public Set<String> names() {
        return byKind.keySet();
    }

    /** Kinds and how many of each. */
    public String kinds() {
        StringBuilder text = new StringBuilder();
        byKind.forEach((kind, all) ->
                text.append(text.isEmpty() ? "" : ", ").append(kind).append(" ").append(all.size()));
        return text.toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<String>> kind : byKind.entrySet()) {
            text.append(kind.getKey())
                    .append(": ")
                    .append(kind.getValue().size())
                    .append('\n');
            kind.getValue().stream()
                    .limit(8)
                    .forEach(what -> text.append("  ").append(what).append('\n'));
        }
        return text.toString();
    }
}
