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
import io.walaa.usecase.LiveChannels;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hears what is published, from whichever node, and passes it to the event loops that show it. Subscribes a partition
 * when the first session needs it.
 */
public final class Fanout implements LiveWire.Listener {
    private static final Position NOWHERE = new Position(0, 0);

    private final LiveChannels channels;
    private final Function<Integer, Future<Void>> subscribe;
    private final AtomicReferenceArray<@Nullable Future<Void>> heard;
    private volatile List<Hub> hubs = List.of();

    /** @param subscribe begins to hear a partition; completes once that is confirmed */
    public Fanout(LiveChannels channels, Function<Integer, Future<Void>> subscribe) {
        this.channels = channels;
        this.subscribe = subscribe;
        this.heard = new AtomicReferenceArray<>(channels.partitions());
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

    @Override
    public void published(String programme, String channel, String epoch, LiveRead.Item item) {
        Publication publication = null;
        for (Hub hub : hubs) {
            Topic topic = hub.find(programme, channel);
            if (topic != null) {
                if (publication == null) {
                    publication = publication(name(item, channel), programme, channel, epoch, item);
                }
                Publication shared = publication;
                hub.loop().execute(() -> topic.publish(shared));
            }
        }
    }

    private static ChannelName name(LiveRead.Item item, String channel) {
        ChannelName shared = item.commitId().isEmpty() || item.commitId().equals("-")
                ? ChannelName.shared(channel)
                : ChannelName.MEMBER;
        return shared == null ? ChannelName.MEMBER : shared;
    }

    /** A message as sessions show it. */
    Publication publication(ChannelName name, String programme, String channel, String epoch, LiveRead.Item item) {
        return new Publication(
                name,
                epoch,
                item.offset(),
                name.kind() == ChannelName.Kind.MEMBER
                        ? locale -> events(item)
                        : locale -> SharedContent.in(locale, item.body()));
    }

    private static List<LiveEvent> events(LiveRead.Item item) {
        Entry entry = EntryBody.read(new JournalEntry(NOWHERE, item.commitId(), "", item.body(), ""));
        return MemberEvents.of(entry);
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
                        if (channels.partition(topic.programme(), topic.channel()) == partition) {
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

    @Override
    public void probed(int partition, String text) {
        // what came through resets the watch of the subscriber itself
    }
}
