package io.walaa.programme.challenge;

import io.walaa.json.Input;
import io.walaa.programme.Vocabulary;
import io.walaa.programme.course.Happening;
import io.walaa.programme.offer.GivenOffers;
import io.walaa.programme.offer.Offers;

/**
 * An offer that is made to who completes the challenge, and to nobody else. One that was claimed stays, whatever is
 * taken back.
 *
 * @param offer its id
 */
record OfferReward(String offer) implements ChallengeReward {
    static OfferReward read(Input in, Vocabulary names) {
        String offer = names.refer("offer", in.field("offer"));
        names.memo(GivenOffers.class, GivenOffers::new).add(offer);
        return new OfferReward(offer);
    }

    @Override
    public void pay(String challenge, long times, Happening happening) {
        offers(happening).make(happening, offer);
    }

    @Override
    public void takeBack(String challenge, long times, Happening happening) {
        offers(happening).withdraw(happening, offer);
    }

    private static Offers offers(Happening happening) {
        return happening.programme().part(Offers.class);
    }
}
