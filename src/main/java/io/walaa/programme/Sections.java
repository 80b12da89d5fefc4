package io.walaa.programme;

import io.walaa.json.Input;
import io.walaa.programme.board.BoardSection;
import io.walaa.programme.campaign.CampaignSection;
import io.walaa.programme.challenge.ChallengeKinds;
import io.walaa.programme.challenge.ChallengeSection;
import io.walaa.programme.offer.OfferSection;
import io.walaa.programme.reward.RewardsSection;
import io.walaa.programme.segment.SegmentSection;
import io.walaa.programme.tier.TierSection;
import java.util.ArrayList;
import java.util.List;

/** The catalogue of sections, in the order in which they take part in decisions. */
public final class Sections {
    /** The sections that a server knows. */
    public static final Sections STANDARD = new Sections(List.of(
            new TierSection(),
            new ChallengeSection(ChallengeKinds.STANDARD),
            new BoardSection(),
            new SegmentSection(),
            new RewardsSection(),
            new OfferSection(),
            new CampaignSection()));

    private final List<Section<?>> sections;

    private Sections(List<Section<?>> sections) {
        this.sections = sections;
    }

    /** This catalogue with one section more, at the end of the course or in place of the one of its type. */
    public Sections with(Section<?> section) {
        List<Section<?>> more = new ArrayList<>(sections);
        more.replaceAll(old -> old.type().equals(section.type()) ? section : old);
        if (!more.contains(section)) {
            more.add(section);
        }
        return new Sections(List.copyOf(more));
    }

    void declare(Input in, Vocabulary names) {
        sections.forEach(section -> section.declare(in, names));
    }

    Parts read(Input in, Vocabulary names) {
        Parts parts = new Parts();
        sections.forEach(section -> read(section, in, names, parts));
        return parts;
    }

    private static <P> void read(Section<P> section, Input in, Vocabulary names, Parts parts) {
        parts.add(section.type(), section.read(in, names));
    }
}
