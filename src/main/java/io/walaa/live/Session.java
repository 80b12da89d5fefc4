package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LiveRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One screen: whose it is, what it shows and until when. How its bytes look is for the two kinds of it. Lives on its
 * connection's event loop.
 */
abstract class Session {
    static final int CHANNELS_MAX = 16;
    static final int PING_SECONDS = 25;
    private static final int RENEW_SECONDS = 180;
    private static final String NO_LOCALE = "";

    /** The next one in the wheel's slot. */
    @Nullable
    Session next;

    private final Hub hub;
    private final String address;
    private final List<Subscription> subscriptions = new ArrayList<>(1);
    private @Nullable Proof proof;
    private String locale = NO_LOCALE;
    private final long openedAt = System.nanoTime();
    private int renewedAt;

    Session(Hub hub, String address) {
        this.hub = hub;
        this.address = address;
    }

    /** When it was opened, to compare with others. */
    long openedAt() {
        return openedAt;
    }

    Hub hub() {
        return hub;
    }

    /** Whose screen this is; only once that was proved. */
    Proof proof() {
        if (proof == null) {
            throw new IllegalStateException("nobody said yet whose screen this is");
        }
        return proof;
    }

    boolean proved() {
        return proof != null;
    }

    void prove(Proof whose) {
        proof = whose;
    }

    String locale() {
        return locale;
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    /** The subscription of a channel; null if it has none. */
    @Nullable
    Subscription find(String channel) {
        for (Subscription one : subscriptions) {
            if (one.name().text().equals(channel)) {
                return one;
            }
        }
        return null;
    }

    /** Joins channels; the member's own must be the first ever. What is read must be shown before {@link #begin}. */
    Future<List<LiveRead>> join(Map<ChannelName, LivePosition> channels) {
        List<Future<LiveRead>> reads = new ArrayList<>(channels.size());
        channels.forEach((name, from) -> {
            Subscription subscription = hub.join(this, name, proof());
            subscriptions.add(subscription);
            reads.add(subscription.join(from).onSuccess(read -> {
                if (name.kind() == ChannelName.Kind.MEMBER) {
                    locale = read.locale();
                    renewedAt = hub.wheel().now();
                }
                if (!from.epoch().isEmpty()) {
                    (read.recovered()
                                    ? hub.node().metrics().resumes
                                    : hub.node().metrics().resets)
                            .increment();
                }
            }));
        });
        return Future.join(reads).map(all -> all.list());
    }

    /** Shows from now on what comes in these channels. */
    void begin(Iterable<ChannelName> channels) {
        for (ChannelName name : channels) {
            Subscription subscription = find(name.text());
            if (subscription != null) {
                subscription.begin();
            }
        }
    }

    void leave(Subscription subscription) {
        subscriptions.remove(subscription);
        hub.leave(subscription);
    }

    /** The messages of a read, as elements of {@code pubs}. */
    List<byte[]> missed(ChannelName name, LiveRead read) {
        Subscription subscription = find(name.text());
        List<byte[]> pubs = new ArrayList<>();
        if (subscription == null) {
            return pubs;
        }
        for (LiveRead.Item item : read.items()) {
            Publication message = hub.publication(
                    subscription.name(), subscription.topic(), read.position().epoch(), item);
            List<byte[]> events = message.in(locale).events();
            for (int i = 0; i < events.size(); i++) {
                pubs.add(Outgoing.missed(i == events.size() - 1 ? item.offset() : -1, events.get(i)));
            }
        }
        return pubs;
    }

    /** Its connection stands. */
    void enter() {
        hub.add(this);
        if (!hub.node().admission().enters(address)) {
            end(CloseCode.TOO_MANY);
        }
    }

    /** Its connection is gone. */
    void gone() {
        for (Subscription subscription : subscriptions) {
            hub.leave(subscription);
        }
        subscriptions.clear();
        hub.remove(this);
        hub.node().admission().leaves(address);
    }

    /** Says every few minutes that the member is still there, which also shows whether anything was missed. */
    void renew(int now) {
        if (proved() && now - renewedAt >= RENEW_SECONDS && !subscriptions.isEmpty()) {
            renewedAt = now;
            subscriptions.get(0).lookAgain();
        }
    }

    /** Shows a message of a channel. */
    abstract void show(Subscription subscription, Publication publication);

    /** Sends the screen to the snapshot of a channel. */
    abstract void reset(Subscription subscription, String reason);

    /** Ends it. */
    abstract void end(CloseCode code);

    /** Tells it to come back to another node after this delay. */
    abstract void drain(long afterMillis);

    /**
     * The wheel's look at it: heartbeat, expiry.
     *
     * @param now the second since the start
     * @return in how many seconds to look again, 0 never
     */
    abstract int look(int now);
}
