package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.journal.LivePublished;
import io.walaa.live.event.LiveEvent;
import io.walaa.live.event.SharedContent;
import io.walaa.member.MemberId;
import io.walaa.points.Lot;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.Programme;
import io.walaa.programme.offer.Offer;
import io.walaa.programme.offer.Offers;
import io.walaa.usecase.LiveChannels;
import io.walaa.usecase.MemberKey;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.reward.HouseStock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whole audiences of an offer: one message on the channel of each of its segments, or on {@code public:offers} if
 * it names none. Nothing is written for any member; whether it is for them says the list of offers when they ask.
 */
public final class OfferChannel {
    private static final Logger LOG = LoggerFactory.getLogger(OfferChannel.class);
    private static final String EVERYBODY = "public:offers";

    private final LiveChannels channels;
    private final Programmes programmes;
    private final HouseStock stock;
    private final InstantSource clock;

    public OfferChannel(LiveChannels channels, Programmes programmes, HouseStock stock, InstantSource clock) {
        this.channels = channels;
        this.programmes = programmes;
        this.stock = stock;
        this.clock = clock;
    }

    /** Where an offer's audience hears of it. */
    public static List<String> channels(Offer offer) {
        return offer.who().segments().isEmpty()
                ? List.of(EVERYBODY)
                : offer.who().segments().stream()
                        .map(segment -> "segment:" + segment)
                        .toList();
    }

    /**
     * The house gave away or took back pieces: tells how many are left.
     *
     * @param house of an offer; of anything else nothing is told
     */
    public Future<Void> changed(MemberKey house) {
        ActiveProgramme active = programmes.active(house.programme());
        Offer offer =
                active == null ? null : active.programme().part(Offers.class).of(house.member());
        if (active == null || offer == null) {
            return Future.succeededFuture();
        }
        return left(house.programme(), offer)
                .compose(left -> {
                    String id =
                            "evt_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36);
                    String content = content(active.programme(), "offer.updated", id, "stock", offer, left);
                    Future<Void> told = Future.succeededFuture();
                    for (String channel : channels(offer)) {
                        told = told.compose(before -> channels.tell(house.programme(), channel, content));
                    }
                    return told;
                })
                .onFailure(failure -> LOG.debug("what is left of {} is not shown", offer.id(), failure));
    }

    /**
     * Announces an offer to its audience, once for each name.
     *
     * @param name of the announcement; the event's id has it
     * @param request hash of what was asked for
     * @return how the last of the channels took it
     */
    public Future<LivePublished> announce(String programme, Offer offer, String name, String request) {
        Programme rules = programmes.require(programme).programme();
        return left(programme, offer).compose(left -> {
            String content = content(rules, "offer.granted", "evt_" + name, "announced", offer, left);
            Future<LivePublished> told = null;
            for (String channel : channels(offer)) {
                told = told == null
                        ? channels.publish(programme, channel, name, request, content)
                        : told.compose(before -> before.otherContent()
                                ? Future.succeededFuture(before)
                                : channels.publish(programme, channel, name, request, content));
            }
            return Objects.requireNonNull(told);
        });
    }

    /** How many are left; null if there is any number. */
    private Future<@Nullable Long> left(String programme, Offer offer) {
        MemberId house = offer.house();
        Long quantity = offer.quantity();
        return house == null || quantity == null
                ? Future.succeededFuture()
                : stock.taken(new MemberKey(programme, house)).map(taken -> Math.max(0, quantity - taken));
    }

    private String content(
            Programme programme, String type, String id, String because, Offer offer, @Nullable Long left) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("offer", offer.id());
        data.put("because", because);
        if (left != null) {
            data.put("left", left);
        }
        if (offer.window().until() != Lot.NEVER) {
            data.put("until", Instant.ofEpochSecond(offer.window().until()).toString());
        }
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        for (String locale : programme.locales()) {
            Map<String, String> in = new LinkedHashMap<>();
            in.put("title", offer.title().in(locale));
            if (offer.text() != null) {
                in.put("text", offer.text().in(locale));
            }
            texts.put(locale, in);
        }
        return SharedContent.write(new LiveEvent(id, type, clock.instant().toString(), data), texts);
    }
}
