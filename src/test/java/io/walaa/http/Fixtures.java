package io.walaa.http;

/** The routes of the server, with nothing behind them. */
final class Fixtures {
    private Fixtures() {}

    static RouteTable routes() {
        Messages messages = Messages.load();
        return Routes.of(new Endpoints(
                new Events(null),
                new EventBatch(null, null, messages),
                new PointOperations(null, null, null),
                new Holds(null, null, null),
                new Corrections(null, null),
                new States(null, null, null),
                new SegmentLists(null),
                new Statements(null),
                new Books(null, null, null, null, null),
                new Members(null, null, null, null, null, null, null),
                new MemberImport(null),
                new Me(null, null, null),
                new Rewards(null, messages),
                new Redemptions(null, null),
                new Vouchers(null, null, null, null),
                new OfferEndpoints(null, null, null, messages),
                new CampaignCodes(null),
                new ProgrammeDocuments(null, null, messages),
                new RuleBudgetEndpoint(null),
                new Rehearsals(null, null, messages),
                new ChallengeEndpoints(null, null, null),
                new BoardEndpoints(null, null),
                new JobEndpoints(null),
                new LiveEndpoints(null, null, null, null, null),
                new Notices(null, null, null, null),
                new OfferAnnouncements(null, null, null, null),
                new Documents(messages, OpenApi.load())));
    }
}
