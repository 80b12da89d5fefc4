package io.walaa.usecase;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Tells that something changed: at once, and then no sooner than a while after, however often it is rung; what came
 * last is always told.
 *
 * @param <K> names what changed
 */
public final class Bell<K> {
    private final Vertx vertx;
    private final long calmMillis;
    private final Map<K, Boolean> again = new HashMap<>();
    private volatile Function<K, Future<Void>> listener = key -> Future.succeededFuture();

    public Bell(Vertx vertx, long calmMillis) {
        this.vertx = vertx;
        this.calmMillis = calmMillis;
    }

    /** From now on this is told; the next time of the same key comes once its future completes. */
    public void listen(Function<K, Future<Void>> one) {
        listener = one;
    }

    /** Something changed. From any thread. */
    public void ring(K key) {
        synchronized (again) {
            if (again.replace(key, true) != null) {
                return;
            }
            again.put(key, false);
        }
        tell(key);
    }

    private void tell(K key) {
        Future.join(listener.apply(key), vertx.timer(calmMillis, TimeUnit.MILLISECONDS))
                .onComplete(calm -> {
                    if (rungAgain(key)) {
                        tell(key);
                    }
                });
    }

    private boolean rungAgain(K key) {
        synchronized (again) {
            if (Boolean.TRUE.equals(again.get(key))) {
                again.put(key, false);
                return true;
            }
            again.remove(key);
            return false;
        }
    }
}
