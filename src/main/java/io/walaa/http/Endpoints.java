package io.walaa.http;

/** The groups of endpoints that {@link Routes} points at. */
public record Endpoints(
        Events events,
        EventBatch batch,
        PointOperations points,
        Holds holds,
        Corrections corrections,
        States states,
        SegmentLists segments,
        Statements statements,
        Books books,
        Members members,
        MemberImport imports,
        Me me,
        Rewards rewards,
        Redemptions redemptions,
        Vouchers vouchers,
        OfferEndpoints offers,
        CampaignCodes campaigns,
        ProgrammeDocuments programme,
        Rehearsals rehearsals,
        ChallengeEndpoints challenges,
        BoardEndpoints boards,
        JobEndpoints jobs,
        LiveEndpoints live,
        Notices notices,
        Documents documents) {}
