package io.walaa.management;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether this node should get traffic: every part says why not, in a word or two. Safe for threads. */
public final class Readiness {
    private final Map<String, Supplier<@Nullable String>> parts = new ConcurrentHashMap<>();
    private final Map<String, Supplier<@Nullable String>> cautions = new ConcurrentHashMap<>();

    /**
     * Asks a part from now on.
     *
     * @param part such as {@code redis}
     * @param reason why it is not ready, null if it is; called on an event loop, so it must only look
     */
    public Readiness with(String part, Supplier<@Nullable String> reason) {
        parts.put(part, reason);
        return this;
    }

    /** Asks a part from now on for what is wrong with it though the node can serve; as {@link #with}. */
    public Readiness warning(String part, Supplier<@Nullable String> reason) {
        cautions.put(part, reason);
        return this;
    }

    /** Why this node is not ready, by part; empty if it is. */
    public Map<String, String> reasons() {
        return ask(parts);
    }

    /** What is wrong though the node can serve, by part; empty if nothing is. */
    public Map<String, String> warnings() {
        return ask(cautions);
    }

    private static Map<String, String> ask(Map<String, Supplier<@Nullable String>> parts) {
        Map<String, String> reasons = new TreeMap<>();
        parts.forEach((part, ask) -> {
            String reason = ask.get();
            if (reason != null) {
                reasons.put(part, reason);
            }
        });
        return reasons;
    }
}
