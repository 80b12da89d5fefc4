package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.journal.Entry;
import io.walaa.journal.EntryBody;
import io.walaa.journal.JournalEntry;
import io.walaa.journal.LiveRead;
import io.walaa.journal.LiveWire;
import io.walaa.journal.Position;
import io.walaa.live.event.LiveEvent;
import io.walaa.live.event.MemberEvents;
import io.walaa.live.event.SharedContent;
import io.walaa.programme.ActiveProgramme;
import io.walaa.usecase.LiveChannels;
import io.walaa.usecase.Programmes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hears what is published, from whichever node, and passes it to the event loops that show it. Subscribes a partition
 * when the first session needs it.
 */
public final class Fanout implements LiveWire.Listener {
    private static final int MANY_SCREENS = 16;
    private static final Position NOWHERE = new Position(0, 0);

    private final Programmes programmes;
    private final Function<Integer, Future<Void>> subscribe;
    private final AtomicReferenceArray<@Nullable Future<Void>> heard;
    private volatile List<Hub> hubs = List.of();
    private final SelfProbe probe;

    /** @param subscribe begins to hear a partition; completes once that is confirmed */
    public Fanout(LiveChannels channels, Programmes programmes, Function<Integer, Future<Void>> subscribe) {
        this.programmes = programmes;
        this.subscribe = subscribe;
        this.heard = new AtomicReferenceArray<>(channels.partitions());
        this.probe = new SelfProbe(channels.partitions(), this::confirmed, channels::probe);
    }

    void serve(List<Hub> all) {
        hubs = List.copyOf(all);
    }

    /** Completes once everything published in a partition comes here. */
    Future<Void> heard(int partition) {
        Future<Void> already = heard.get(partition);
        if (already != null && !already.failed()) {
            return already;
        }
        Future<Void> fresh = subscribe.apply(partition);
        heard.set(partition, fresh);
        return fresh;
    }

    private boolean confirmed(int partition) {
        Future<Void> subscribed = heard.get(partition);
        return subscribed != null && subscribed.succeeded();
    }

    @Override
    public void published(String programme, String channel, String epoch, LiveRead.Item item) {
        List<Hub> showing = new ArrayList<>(2);
        int screens = 0;
        for (Hub hub : hubs) {
            Topic topic = hub.find(programme, channel);
            if (topic != null) {
                showing.add(hub);
                screens += topic.count();
            }
        }
        if (showing.isEmpty()) {
            return;
        }
        Publication shared = publication(name(item, channel), programme, epoch, item, screens >= MANY_SCREENS);
        for (Hub hub : showing) {
            hub.loop().execute(() -> hub.publish(programme, channel, shared));
        }
    }

    private static ChannelName name(LiveRead.Item item, String channel) {
        ChannelName shared = item.commitId().isEmpty() || item.commitId().equals("-")
                ? ChannelName.shared(channel)
                : ChannelName.MEMBER;
        return shared == null ? ChannelName.MEMBER : shared;
    }

    /** A message as sessions show it. */
    Publication publication(ChannelName name, String programme, String epoch, LiveRead.Item item) {
        return publication(name, programme, epoch, item, false);
    }

    private Publication publication(
            ChannelName name, String programme, String epoch, LiveRead.Item item, boolean many) {
        return new Publication(
                name,
                epoch,
                item.offset(),
                many,
                name.kind() == ChannelName.Kind.MEMBER
                        ? locale -> events(programme, item, locale)
                        : locale -> SharedContent.in(locale, item.body()));
    }

    private List<LiveEvent> events(String programme, LiveRead.Item item, String locale) {
        Entry entry = EntryBody.read(new JournalEntry(NOWHERE, item.commitId(), "", item.body(), ""));
        ActiveProgramme active = programmes.active(programme);
        return MemberEvents.of(entry, active == null ? null : active.programme(), locale);
    }

    @Override
    public void lost(String programme, String member) {
        for (Hub hub : hubs) {
            Topic topic = hub.find(programme, member);
            if (topic != null) {
                hub.loop().execute(topic::lookAgain);
            }
        }
    }

    @Override
    public void resumed(int partition) {
        for (Hub hub : hubs) {
            hub.loop()
                    .execute(() -> hub.topics().forEach(topic -> {
                        if (topic.partition() == partition) {
                            topic.lookAgain();
                        }
                    }));
        }
    }

    /** How many screens of a member this node shows. */
    int count(Proof whose) {
        int count = 0;
        for (Hub hub : hubs) {
            Topic topic = hub.find(whose.programme(), whose.member().value());
            count += topic == null ? 0 : topic.count();
        }
        return count;
    }

    /**
     * Publishes to itself in each partition that it hears.
     *
     * @return the partitions in which what it published the last time did not come
     */
    public List<Integer> probe() {
        return probe.look();
    }

    @Override
    public void probed(int partition, String text) {
        probe.came(partition, text);
    }
}
