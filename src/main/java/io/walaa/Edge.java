package io.walaa;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.sqlclient.Pool;
import io.walaa.access.Access;
import io.walaa.access.ApiKeys;
import io.walaa.access.MemberTokens;
import io.walaa.access.RateLimit;
import io.walaa.access.Scope;
import io.walaa.access.StoredKey;
import io.walaa.access.WrongCodes;
import io.walaa.config.Settings;
import io.walaa.config.StartRefused;
import io.walaa.http.Api;
import io.walaa.http.BoardEndpoints;
import io.walaa.http.Books;
import io.walaa.http.CampaignCodes;
import io.walaa.http.ChallengeEndpoints;
import io.walaa.http.Corrections;
import io.walaa.http.Documents;
import io.walaa.http.Endpoints;
import io.walaa.http.EventBatch;
import io.walaa.http.Events;
import io.walaa.http.Holds;
import io.walaa.http.JobEndpoints;
import io.walaa.http.Limits;
import io.walaa.http.LiveEndpoints;
import io.walaa.http.Me;
import io.walaa.http.MemberImport;
import io.walaa.http.Members;
import io.walaa.http.Messages;
import io.walaa.http.Notices;
import io.walaa.http.OfferAnnouncements;
import io.walaa.http.OfferEndpoints;
import io.walaa.http.OpenApi;
import io.walaa.http.Origins;
import io.walaa.http.PointOperations;
import io.walaa.http.ProgrammeDocuments;
import io.walaa.http.Redemptions;
import io.walaa.http.Rehearsals;
import io.walaa.http.Rewards;
import io.walaa.http.RuleBudgetEndpoint;
import io.walaa.http.SegmentLists;
import io.walaa.http.Statements;
import io.walaa.http.States;
import io.walaa.http.Vouchers;
import io.walaa.ledger.Liability;
import io.walaa.ledger.TrialBalance;
import io.walaa.ledger.Verify;
import io.walaa.store.postgres.DeploymentSecrets;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.key.ApiKey;
import io.walaa.usecase.key.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What listens, put together on an engine and its use cases. */
final class Edge {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final int KEY_USE_MILLIS = 30_000;
    private static final int KEY_LOOK_MILLIS_MAX = 1_000;

    private final Engine engine;
    private final UseCases use;
    private final Settings settings;
    private final DeploymentSecrets secrets;
    private final Pool pool;
    private final Keys keys;
    private final Map<String, Instant> keyUses = new ConcurrentHashMap<>();
    private final List<HttpServer> servers = new ArrayList<>();
    private final MemberTokens tokens;
    private final LiveSide live;
    private long keyUseTimer;
    private volatile @Nullable String away = "not listening yet";

    Edge(Engine engine, UseCases use, Pool pool, Settings settings, DeploymentSecrets secrets, MeterRegistry registry) {
        this.engine = engine;
        this.use = use;
        this.settings = settings;
        this.secrets = secrets;
        this.pool = pool;
        this.keys = new Keys(pool);
        tokens = new MemberTokens(
                engine.vertx,
                secrets.token(),
                engine.clock,
                settings.deployment().memberToken());
        live = new LiveSide(engine, use, tokens, settings.live(), registry);
    }

    /** Listens on every serving event loop; fails with {@link StartRefused} if the port is taken. */
    Future<Void> open() {
        ApiKeys apiKeys = new ApiKeys(
                secrets.hash(),
                engine.clock,
                id -> Postgres.orUnavailable(
                        keys.find(id).map(Edge::stored).timeout(KEY_LOOK_MILLIS_MAX, TimeUnit.MILLISECONDS)),
                id -> keyUses.put(id, engine.clock.instant()));
        Messages messages = Messages.load();
        OpenApi contract = OpenApi.load();
        Origins origins = new Origins(settings.live().origins());
        Api api = new Api(
                endpoints(messages, contract, origins),
                new Access(apiKeys, tokens),
                new Limits(
                        limit("key", settings.limits().key()),
                        limit("member", settings.limits().member())),
                origins,
                messages);
        keyUseTimer = engine.vertx.setPeriodic(KEY_USE_MILLIS, tick -> saveKeyUses());
        live.open();
        Future<Void> listening = Future.succeededFuture();
        for (Context loop : engine.loops) {
            listening = listening.compose(before -> listen(api, loop));
        }
        listening.onSuccess(open -> away = null);
        // Only a server that listens checks by the contract; one that cannot says so and nothing else.
        listening.onSuccess(open -> contract.contract()
                .onSuccess(api::check)
                .onFailure(fault -> LOG.error("The contract does not load", fault)));
        return listening.recover(failure -> Future.failedFuture(new StartRefused(
                "The API cannot listen on " + settings.http().host() + ":"
                        + settings.http().port() + ": " + failure.getMessage() + ". Set WALAA_HTTP_PORT.",
                failure)));
    }

    private static @Nullable RateLimit limit(String name, int perMinute) {
        return perMinute == 0 ? null : new RateLimit(name, perMinute, Duration.ofMinutes(1), System::nanoTime);
    }

    private Endpoints endpoints(Messages messages, OpenApi contract, Origins origins) {
        Redemptions redemptions = new Redemptions(use.redeemRewards, use.codes);
        return new Endpoints(
                new Events(use.recordEvent),
                new EventBatch(use.recordEvent, use.findMember, messages),
                new PointOperations(use.earnPoints, use.redeemPoints, use.transferPoints),
                new Holds(use.holdPoints, use.captureHold, use.releaseHold),
                new Corrections(use.adjustPoints, use.reverseEntry),
                new States(use.readMember, use.programmes, live.channels),
                new SegmentLists(use.memberWrites),
                new Statements(use.readStatement),
                new Books(new TrialBalance(pool), new Liability(pool), new Verify(pool), use.countCommitted, use.jobs),
                new Members(
                        use.programmes,
                        use.createMember,
                        use.readProfile,
                        use.listMembers,
                        use.changeMember,
                        use.eraseMember,
                        tokens),
                new MemberImport(use.importMembers),
                new Me(use.programmes, use.readProfile, use.changeMember),
                new Rewards(use.readRewards, messages),
                redemptions,
                new Vouchers(
                        engine.vertx,
                        use.acceptVoucher,
                        use.listVouchers,
                        new WrongCodes(settings.limits().codes(), System::nanoTime)),
                new OfferEndpoints(use.readOffers, use.redeemRewards, redemptions, messages),
                new CampaignCodes(use.issueCampaignCodes),
                new ProgrammeDocuments(use.publishProgramme, use.readProgramme, messages),
                new RuleBudgetEndpoint(use.ruleBudgets),
                new Rehearsals(use.simulate, use.backtest, messages),
                new ChallengeEndpoints(use.readMember, use.programmes, use.memberWrites),
                new BoardEndpoints(use.readBoard, use.readMember),
                new JobEndpoints(use.jobs),
                new LiveEndpoints(live.live, live.tickets, tokens, live.proofs, origins),
                new Notices(live.channels, use.programmes, use.keys, engine.clock),
                new OfferAnnouncements(live.offers, use.programmes, use.keys, engine.clock),
                new Documents(messages, contract));
    }

    private Future<Void> listen(Api api, Context loop) {
        // A negative port is a free one that all event loops share.
        int shared = settings.http().port() == 0 ? -1 : settings.http().port();
        return Future.<HttpServer>future(promise -> loop.runOnContext(now ->
                        api.listen(engine.vertx, settings.http().host(), shared).onComplete(promise)))
                .map(server -> {
                    servers.add(server);
                    return null;
                });
    }

    /** The port that is listened on, or is to be. */
    int port() {
        return servers.isEmpty() ? settings.http().port() : servers.get(0).actualPort();
    }

    private void saveKeyUses() {
        if (!keyUses.isEmpty()) {
            Map<String, Instant> uses = Map.copyOf(keyUses);
            keyUses.keySet().removeAll(uses.keySet());
            keys.saveLastUse(uses);
        }
    }

    private static @Nullable StoredKey stored(@Nullable ApiKey key) {
        if (key == null) {
            return null;
        }
        Set<Scope> scopes = key.scopes().stream().map(Scope::ofKey).collect(Collectors.toUnmodifiableSet());
        return new StoredKey(key.id(), key.hash(), key.name(), key.programme(), scopes, key.expiresAt());
    }

    /** Why no new request should come here; null while it listens. */
    @Nullable
    String away() {
        return away;
    }

    /** Takes no more requests; those under way are answered. */
    Future<Void> close() {
        away = "closing";
        engine.vertx.cancelTimer(keyUseTimer);
        saveKeyUses();
        return live.live
                .drain(settings.live().drain())
                .transform(drained ->
                        Future.join(servers.stream().map(HttpServer::close).toList()))
                .transform(closed -> live.close());
    }
}
