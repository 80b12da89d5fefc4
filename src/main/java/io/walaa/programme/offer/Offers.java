package io.walaa.programme.offer;

import io.walaa.decision.Effect;
import io.walaa.decision.Refusal;
import io.walaa.member.MemberChange;
import io.walaa.member.MemberId;
import io.walaa.order.Line;
import io.walaa.points.Lot;
import io.walaa.programme.course.Happening;
import io.walaa.programme.course.Stage;
import io.walaa.programme.course.TakenBack;
import io.walaa.programme.offer.OfferState.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All offers of a programme. An offer that is open to all of an audience writes nothing until somebody claims it; one
 * that is triggered is made in the decision of its trigger. Beside {@code f.<offer>} it keeps {@code fa.<tag>}: how
 * many purchases had to do with a tag that some offer has.
 */
public final class Offers implements Stage {
    private static final String AFFINITY = "fa.";
    private static final long COUNT_MAX = 99;

    private final Map<String, Offer> byId;
    private final Set<String> tags = new TreeSet<>();

    Offers(Map<String, Offer> byId) {
        this.byId = byId;
        byId.values().forEach(offer -> tags.addAll(offer.tags()));
    }

    public Map<String, Offer> byId() {
        return byId;
    }

    /** The offer of this id; refused as not found if there is none. */
    public Offer require(String id) {
        Offer offer = byId.get(id);
        if (offer == null) {
            throw Refusal.notFound("offer-not-found", "offer", id);
        }
        return offer;
    }

    /** The offer of which a house member counts the pieces; null if it is none's. */
    public @Nullable Offer of(MemberId house) {
        return house.value().startsWith(Offer.HOUSE) ? byId.get(house.value().substring(Offer.HOUSE.length())) : null;
    }

    @Override
    public String name() {
        return OfferReturns.STAGE;
    }

    @Override
    public void recorded(Happening happening) {
        if (happening.event() != null && happening.event().purchase() != null) {
            used(happening);
            happening.event().purchase().lines().stream()
                    .flatMap(line -> tagsOf(line).stream())
                    .distinct()
                    .forEach(tag -> count(happening.member(), tag));
        }
        String event = happening.event() == null ? "" : happening.event().type();
        for (Offer offer : byId.values()) {
            if (event.equals(offer.onEvent())) {
                make(happening, offer);
            }
        }
        changed(happening);
    }

    @Override
    public void changed(Happening happening) {
        List<Effect> told = List.copyOf(happening.effects());
        for (Effect effect : told) {
            if (effect.type().equals("segment.entered")) {
                for (Offer offer : byId.values()) {
                    if (String.valueOf(effect.values().get("segment")).equals(offer.onEntering())) {
                        make(happening, offer);
                    }
                }
            }
        }
    }

    @Override
    public void takenBack(Happening happening, TakenBack order) {
        OfferReturns.takeBack(happening, order);
        changed(happening);
    }

    private List<String> tagsOf(Line line) {
        List<String> found = new ArrayList<>(2);
        if (line.category() != null && tags.contains(line.category())) {
            found.add(line.category());
        }
        if (tags.contains(line.sku())) {
            found.add(line.sku());
        }
        return found;
    }

    private static void count(MemberChange member, String tag) {
        member.fact(AFFINITY + tag, Long.toString(Math.min(COUNT_MAX, affinity(member.fact(AFFINITY + tag)) + 1)));
    }

    /** How many purchases of a member had to do with a tag. */
    static long affinity(Map<String, String> facts, String tag) {
        return affinity(facts.get(AFFINITY + tag));
    }

    private static long affinity(@Nullable String fact) {
        return fact == null ? 0 : Long.parseLong(fact);
    }

    /** Makes an offer to the member, as its trigger would. */
    public void make(Happening happening, String id) {
        Offer offer = byId.get(id);
        if (offer != null) {
            make(happening, offer);
        }
    }

    /** Takes an offer back that was made and is not claimed yet. */
    public void withdraw(Happening happening, String id) {
        OfferState state = OfferState.of(happening.member(), id);
        if (byId.containsKey(id) && (state.step() == Step.OFFERED || state.step() == Step.SEEN)) {
            state.step(Step.NEW, Lot.NEVER).keep(happening.member(), id);
            happening.tell(Effect.of("offer.withdrawn", "offer", id));
        }
    }

    private void make(Happening happening, Offer offer) {
        MemberChange member = happening.member();
        long now = member.moment().second();
        OfferState state = OfferState.of(member, offer.id());
        boolean open = state.step() != Step.NEW && state.step() != Step.USED && !state.ended(now);
        List<Refusal> missing = new ArrayList<>(0);
        offer.who().missing(happening, missing);
        if (open
                || !missing.isEmpty()
                || state.claims() >= offer.perMember()
                || now < offer.window().from()
                || now >= offer.window().until()) {
            return;
        }
        long until =
                offer.claimFor() == null ? Lot.NEVER : now + offer.claimFor().toSeconds();
        state.step(Step.OFFERED, until).keep(member, offer.id());
        long end = Math.min(until, offer.window().until());
        happening.tell(Effect.of(
                "offer.made",
                "offer",
                offer.id(),
                "claimUntil",
                end == Lot.NEVER ? null : Instant.ofEpochSecond(end).toString()));
    }

    private void used(Happening happening) {
        long now = happening.member().moment().second();
        for (Offer offer : byId.values()) {
            OfferState state = OfferState.of(happening.member(), offer.id());
            if (state.step() == Step.CLAIMED
                    && !state.ended(now)
                    && offer.benefit().bought(happening, offer)) {
                use(happening, offer, state, "");
            }
        }
    }

    private static void use(Happening happening, Offer offer, OfferState state, String key) {
        new OfferState(Step.USED, state.until(), state.claims(), key).keep(happening.member(), offer.id());
        happening.tell(Effect.of("offer.used", "offer", offer.id()));
    }

    /** Notes that the member has seen it; nothing changes once it was claimed. */
    public boolean see(MemberChange member, Offer offer) {
        OfferState state = OfferState.of(member, offer.id());
        boolean news = state.step() == Step.OFFERED || (state.step() == Step.NEW && !offer.triggered());
        if (news) {
            state.step(Step.SEEN, state.until()).keep(member, offer.id());
        }
        return news;
    }

    /** Sets a claim aside until the house has decided. */
    public static void pending(MemberChange member, Offer offer) {
        OfferState state = OfferState.of(member, offer.id());
        new OfferState(Step.PENDING, state.until(), state.claims(), "").keep(member, offer.id());
    }

    /** The house said no: the offer is as it was before, as far as that is to be known. */
    public static void refused(MemberChange member, Offer offer) {
        OfferState state = OfferState.of(member, offer.id());
        Step before = offer.triggered() ? Step.SEEN : Step.NEW;
        new OfferState(before, offer.triggered() ? state.until() : Lot.NEVER, state.claims(), "")
                .keep(member, offer.id());
    }

    /** The claim stands: gives what is given at once. */
    public static void claimed(Happening happening, Offer offer) {
        MemberChange member = happening.member();
        long now = member.moment().second();
        OfferState state = OfferState.of(member, offer.id());
        boolean spent = offer.benefit().claimed(happening, offer);
        long until = now + offer.usableFor().toSeconds();
        new OfferState(spent ? Step.USED : Step.CLAIMED, until, state.claims() + 1, "").keep(member, offer.id());
        happening.tell(Effect.of(
                "offer.claimed",
                "offer",
                offer.id(),
                "usableUntil",
                spent ? null : Instant.ofEpochSecond(until).toString()));
    }

    /** The lowest price that claimed offers give a member for a reward; null if none does. */
    public @Nullable Long price(MemberChange member, String reward) {
        Offer cheapest = cheapest(member, reward);
        return cheapest == null ? null : cheapest.benefit().price(reward);
    }

    private @Nullable Offer cheapest(MemberChange member, String reward) {
        long now = member.moment().second();
        Offer cheapest = null;
        long lowest = Long.MAX_VALUE;
        for (Offer offer : byId.values()) {
            Long price = offer.benefit().price(reward);
            OfferState state = OfferState.of(member, offer.id());
            if (price != null && price < lowest && state.step() == Step.CLAIMED && !state.ended(now)) {
                cheapest = offer;
                lowest = price;
            }
        }
        return cheapest;
    }

    /** Uses the offer that gave the lowest price, for the redemption of this key. */
    public void use(Happening happening, String reward, String key) {
        Offer offer = cheapest(happening.member(), reward);
        if (offer != null) {
            use(happening, offer, OfferState.of(happening.member(), offer.id()), key);
        }
    }

    /** Gives an offer back that the redemption of this key had used. */
    public void unuse(MemberChange member, String key) {
        for (Offer offer : byId.values()) {
            OfferState state = OfferState.of(member, offer.id());
            if (state.step() == Step.USED && state.key().equals(key)) {
                new OfferState(Step.CLAIMED, state.until(), state.claims(), "").keep(member, offer.id());
            }
        }
    }
}
