package io.walaa.store.redis;

import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/**
 * What a node of a cluster answers instead of doing what it was asked: in each case nothing was done.
 *
 * @param slot -1 if it was not named
 * @param address of the node that can say more, empty if it was not named
 */
public record Redirect(Kind kind, int slot, String address) {
    /** As the Redis Cluster specification has them. */
    public enum Kind {
        /** Another master has the slot from now on. */
        MOVED,
        /** The slot is on its way; these keys, if there are any, are at the other node already. */
        ASK,
        /** The slot is on its way, and these keys are apart. */
        TRYAGAIN,
        /** Nobody serves the slot now. */
        CLUSTERDOWN
    }

    /** What this failure of a call says; null if it is something else. */
    public static @Nullable Redirect of(Throwable failure) {
        return failure instanceof Response ? of(failure.toString()) : null;
    }

    /** The same for the text of an error. */
    static @Nullable Redirect of(String error) {
        String[] word = error.split(" ", 4);
        for (Kind kind : Kind.values()) {
            if (word[0].equals(kind.name())) {
                boolean named = kind == Kind.MOVED || kind == Kind.ASK;
                return named ? new Redirect(kind, Integer.parseInt(word[1]), word[2]) : new Redirect(kind, -1, "");
            }
        }
        return null;
    }
}
