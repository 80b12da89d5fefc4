package io.walaa.live;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LiveRead;
import io.walaa.live.socket.Hand;
import io.walaa.usecase.MemberKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sessions of one event loop and the channels they show. Lives on that loop, but for {@link #find}. */
// What becomes of a scheduled task shows by what it does.
@SuppressWarnings("FutureReturnValueIgnored")
final class Hub {
    private static final int CALM_MILLIS = 250;

    private final Node node;
    private final EventLoop loop;
    private final ConcurrentHashMap<String, Topic> topics = new ConcurrentHashMap<>();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Wheel wheel = new Wheel();
    private final Hand hand = new Hand();
    private List<Runnable> later = new ArrayList<>();

    Hub(Node node, EventLoop loop) {
        this.node = node;
        this.loop = loop;
    }

    Node node() {
        return node;
    }

    EventLoop loop() {
        return loop;
    }

    Wheel wheel() {
        return wheel;
    }

    /** Writes for all connections here. */
    Hand hand() {
        return hand;
    }

    /** The sessions, of which the caller must not rely on any to stay. */
    Collection<Session> sessions() {
        return sessions;
    }

    void add(Session session) {
        sessions.add(session);
        wheel.add(session, 1);
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    /** A channel that somebody here shows; from any thread. */
    @Nullable
    Topic find(String programme, String channel) {
        return topics.get(Topic.key(programme, channel));
    }

    /** All channels that somebody here shows. */
    Collection<Topic> topics() {
        return topics.values();
    }

    /** Passes a message on; of a channel of which only the latest counts, at most one in {@value #CALM_MILLIS} ms. */
    void publish(String programme, String channel, Publication publication) {
        Topic topic = find(programme, channel);
        if (topic == null) {
            return;
        }
        if (!publication.channel().latest()) {
            topic.publish(publication);
        } else if (topic.keepLatest(publication)) {
            // the first goes at once, what follows within the time waits for its end
            calm(topic);
        }
    }

    private void calm(Topic topic) {
        loop.schedule(
                () -> {
                    if (topic.showLatest()) {
                        calm(topic);
                    }
                },
                CALM_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Joins a channel; nothing is shown before it is read. */
    Subscription join(Session session, ChannelName name, Proof proof) {
        String channel = name.kind() == ChannelName.Kind.MEMBER ? proof.member().value() : name.text();
        Topic topic = topics.computeIfAbsent(
                Topic.key(proof.programme(), channel),
                key -> new Topic(proof.programme(), channel, node.channels().partition(proof.programme(), channel)));
        Subscription subscription =
                new Subscription(session, name, topic, from -> read(topic, name, proof.key(), from));
        topic.add(subscription);
        return subscription;
    }

    /** Leaves a channel; one that nobody shows any more is forgotten. */
    void leave(Subscription subscription) {
        Topic topic = subscription.topic();
        subscription.leave();
        topic.remove(subscription);
        if (topic.count() == 0) {
            topics.remove(Topic.key(topic.programme(), topic.channel()));
        }
    }

    /** Reads a channel for one that joined it, once its fan-out is confirmed; answers on this event loop. */
    private Future<LiveRead> read(Topic topic, ChannelName name, MemberKey member, LivePosition from) {
        return here(node.fanout()
                .heard(topic.partition())
                .compose(heard -> name.kind() == ChannelName.Kind.MEMBER
                        ? node.channels().enter(member, from)
                        : node.channels().look(topic.programme(), topic.channel(), from, name.latest())));
    }

    /** Completes on this event loop. */
    <T> Future<T> here(Future<T> future) {
        Promise<T> promise = Promise.promise();
        future.onComplete(done -> {
            if (loop.inEventLoop()) {
                promise.handle(done);
            } else {
                loop.execute(() -> promise.handle(done));
            }
        });
        return promise.future();
    }

    /** A message of a channel that was read from its stream. */
    Publication publication(ChannelName name, Topic topic, String epoch, LiveRead.Item item) {
        return node.fanout().publication(name, topic.programme(), epoch, item);
    }

    /** Does something a second from now at the latest. */
    void atNextTick(Runnable work) {
        later.add(work);
    }

    /** One second has passed. */
    void tick() {
        List<Runnable> now = later;
        later = new ArrayList<>();
        now.forEach(Runnable::run);
        wheel.tick();
    }
}
