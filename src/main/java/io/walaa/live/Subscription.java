package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.journal.LivePosition;
import io.walaa.journal.LiveRead;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One channel of one session, and how far the session has it. While the stream is read, live messages wait; then they
 * are merged by offset. A gap is read again, and where not everything can be had the session is told to read the
 * snapshot: it is never given a part. Lives on the session's event loop.
 */
final class Subscription {
    private static final int WAITING_MAX = 512;

    private final Session session;
    private final ChannelName name;
    private final Topic topic;
    private final Function<LivePosition, Future<LiveRead>> stream;
    private String epoch = "";
    private long offset;
    private int place;
    private boolean left;
    private boolean again;
    private @Nullable List<Publication> waiting;

    /** @param stream reads what was missed since a position */
    Subscription(Session session, ChannelName name, Topic topic, Function<LivePosition, Future<LiveRead>> stream) {
        this.session = session;
        this.name = name;
        this.topic = topic;
        this.stream = stream;
    }

    ChannelName name() {
        return name;
    }

    Topic topic() {
        return topic;
    }

    LivePosition position() {
        return new LivePosition(epoch, offset);
    }

    int place() {
        return place;
    }

    void place(int index) {
        place = index;
    }

    Session session() {
        return session;
    }

    /** The session has left the channel. */
    void leave() {
        left = true;
    }

    /**
     * Joins: reads what was missed since {@code from}.
     *
     * @return what there was; {@link #begin} must be called once the session was told. Fails if it could not be read
     *     for some seconds.
     */
    Future<LiveRead> join(LivePosition from) {
        waiting = new ArrayList<>(0);
        return read(from, Patience.GREETING_TRIES).onSuccess(this::take);
    }

    private Future<LiveRead> read(LivePosition from, int tries) {
        return Patience.of(session, () -> left, tries, () -> stream.apply(from));
    }

    private void take(LiveRead read) {
        epoch = read.position().epoch();
        offset = read.position().offset();
    }

    /** Passes on what came while the stream was read, and from now on what comes. */
    void begin() {
        List<Publication> came = waiting;
        waiting = null;
        if (came != null) {
            came.forEach(this::publish);
        }
        if (again) {
            again = false;
            lookAgain();
        }
    }

    /** Takes a live message. */
    void publish(Publication publication) {
        List<Publication> later = waiting;
        if (later != null) {
            if (later.size() < WAITING_MAX) {
                later.add(publication);
            } else {
                again = true;
            }
            return;
        }
        boolean same = publication.epoch().equals(epoch);
        if (same && publication.offset() <= offset) {
            return;
        }
        boolean first = epoch.endsWith(".-") && publication.offset() == 1;
        if (name.latest() || first || (same && publication.offset() == offset + 1)) {
            if (!same) {
                epoch = publication.epoch();
            }
            offset = publication.offset();
            session.show(this, publication);
        } else {
            lookAgain();
        }
    }

    /**
     * Reads the stream again from where the session has it. While it is being read, once more after that: what was
     * published since may have been told to nobody.
     */
    void lookAgain() {
        if (left) {
            return;
        }
        if (waiting != null) {
            again = true;
            return;
        }
        waiting = new ArrayList<>(0);
        LivePosition had = position();
        read(had, Patience.ENDLESS_TRIES).onComplete(done -> {
            if (left) {
                return;
            }
            if (done.failed()) {
                session.end(Refused.close(done.cause()));
                return;
            }
            LiveRead read = done.result();
            take(read);
            // a shared channel in which nothing was said yet has no history that could be incomplete
            boolean silent = had.epoch().endsWith(".-") && read.position().equals(had);
            if (read.recovered() || silent) {
                for (LiveRead.Item item : read.items()) {
                    session.show(
                            this,
                            session.hub()
                                    .publication(name, topic, read.position().epoch(), item));
                }
            } else {
                session.reset(this, read.missed());
            }
            begin();
        });
    }
}
