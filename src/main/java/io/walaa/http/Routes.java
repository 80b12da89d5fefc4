package io.walaa.http;

import static io.walaa.http.Route.BATCH_MAX;
import static io.walaa.http.Route.IMPORT_MAX;
import static io.walaa.http.Route.delete;
import static io.walaa.http.Route.get;
import static io.walaa.http.Route.open;
import static io.walaa.http.Route.patch;
import static io.walaa.http.Route.post;
import static io.walaa.http.Route.put;

import io.walaa.access.Scope;
import io.walaa.http.Route.Body;
import java.util.List;

/** The whole API on one screen. */
final class Routes {
    private Routes() {}

    static RouteTable of(Endpoints to) {
        return new RouteTable(List.of(
                post("/v1/events", Scope.EARN, to.events()::record).queries("dryRun", "explain"),
                post("/v1/events/batch", Scope.EARN, to.batch()::record)
                        .takes(Body.LINES)
                        .answers(MediaTypes.LINES)
                        .upTo(BATCH_MAX)
                        .queries("dryRun"),
                post("/v1/members", Scope.MEMBERS, to.members()::create).queries("dryRun"),
                get("/v1/members", Scope.READ, to.members()::list).queries("externalId", "limit", "cursor"),
                post("/v1/members/import", Scope.MEMBERS, to.imports()::start)
                        .and(Scope.OPERATE)
                        .takes(Body.STREAM)
                        .upTo(IMPORT_MAX)
                        .queries("dryRun"),
                get("/v1/members/{id}", Scope.READ, to.members()::read),
                patch("/v1/members/{id}", Scope.MEMBERS, to.members()::change).queries("dryRun"),
                delete("/v1/members/{id}", Scope.MEMBERS, to.members()::erase).queries("dryRun"),
                post("/v1/members/{id}/tokens", Scope.MEMBERS, to.members()::token)
                        .takes(Body.OPTIONAL_JSON),
                put("/v1/members/{id}/segments/{segment}", Scope.MEMBERS, to.segments()::enter)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun"),
                delete("/v1/members/{id}/segments/{segment}", Scope.MEMBERS, to.segments()::leave)
                        .queries("dryRun"),
                get("/v1/members/{id}/state", Scope.READ, to.states()::read),
                get("/v1/members/{id}/statement", Scope.READ, to.statements()::read)
                        .queries("limit", "cursor"),
                post("/v1/members/{id}/earn", Scope.EARN, to.points()::earn).queries("dryRun", "explain"),
                post("/v1/members/{id}/redeem", Scope.REDEEM, to.points()::redeem)
                        .queries("dryRun", "explain"),
                post("/v1/members/{id}/adjust", Scope.OPERATE, to.corrections()::adjust)
                        .queries("dryRun", "explain"),
                post("/v1/entries/{entry}/reverse", Scope.OPERATE, to.corrections()::reverse)
                        .queries("dryRun", "explain"),
                post("/v1/members/{id}/transfer", Scope.REDEEM, to.points()::transfer)
                        .queries("dryRun", "explain"),
                post("/v1/members/{id}/holds", Scope.REDEEM, to.holds()::hold).queries("dryRun", "explain"),
                post("/v1/holds/{hold}/capture", Scope.REDEEM, to.holds()::capture)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun", "explain"),
                post("/v1/holds/{hold}/release", Scope.REDEEM, to.holds()::release)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun", "explain"),
                get("/v1/members/{id}/challenges", Scope.READ, to.challenges()::list),
                post("/v1/members/{id}/challenges/{challenge}/join", Scope.EARN, to.challenges()::join)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun", "explain"),
                get("/v1/boards", Scope.READ, to.boards()::list),
                get("/v1/boards/{board}", Scope.READ, to.boards()::top).queries("top", "back"),
                get("/v1/members/{id}/boards/{board}", Scope.READ, to.boards()::rank)
                        .queries("neighbours", "back"),
                get("/v1/me/challenges", Scope.ME, to.challenges()::listMine),
                post("/v1/me/challenges/{challenge}/join", Scope.ME, to.challenges()::joinMine)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun", "explain"),
                get("/v1/me/boards", Scope.ME, to.boards()::list),
                get("/v1/me/boards/{board}", Scope.ME, to.boards()::topForMe).queries("top", "back"),
                get("/v1/me/boards/{board}/rank", Scope.ME, to.boards()::rankForMe)
                        .queries("neighbours", "back"),
                get("/v1/rewards", Scope.READ, to.rewards()::list).queries("member"),
                post("/v1/members/{id}/redemptions", Scope.REDEEM, to.redemptions()::redeem)
                        .queries("dryRun"),
                post("/v1/redemptions/{redemption}/cancel", Scope.REDEEM, to.redemptions()::cancel)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun"),
                get("/v1/members/{id}/vouchers", Scope.READ, to.vouchers()::list),
                post("/v1/vouchers/{code}/validate", Scope.REDEEM, to.vouchers()::validate)
                        .takes(Body.OPTIONAL_JSON),
                post("/v1/vouchers/{code}/use", Scope.REDEEM, to.vouchers()::use)
                        .queries("dryRun"),
                post("/v1/vouchers/{code}/restore", Scope.REDEEM, to.vouchers()::restore)
                        .queries("dryRun"),
                post("/v1/campaigns/{campaign}/codes", Scope.PROGRAMME, to.campaigns()::issue)
                        .queries("dryRun"),
                get("/v1/vouchers/{code}/qr.png", Scope.READ, to.vouchers()::png)
                        .answers(QrImage.PNG),
                get("/v1/vouchers/{code}/qr.svg", Scope.READ, to.vouchers()::svg)
                        .answers(QrImage.SVG),
                get("/v1/members/{id}/offers", Scope.READ, to.offers()::list).queries("explain"),
                post("/v1/members/{id}/offers/{offer}/claim", Scope.REDEEM, to.offers()::claim)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun"),
                post("/v1/members/{id}/offers/{offer}/seen", Scope.REDEEM, to.offers()::seen)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun"),
                get("/v1/me/offers", Scope.ME, to.offers()::listMine).queries("explain"),
                post("/v1/me/offers/{offer}/claim", Scope.ME, to.offers()::claimMine)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun"),
                post("/v1/me/offers/{offer}/seen", Scope.ME, to.offers()::seenMine)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun"),
                get("/v1/me/rewards", Scope.ME, to.rewards()::listMine),
                post("/v1/me/redemptions", Scope.ME, to.redemptions()::redeemMine)
                        .queries("dryRun"),
                post("/v1/me/redemptions/{redemption}/cancel", Scope.ME, to.redemptions()::cancelMine)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun"),
                get("/v1/me/vouchers", Scope.ME, to.vouchers()::listMine),
                get("/v1/me/vouchers/{code}/qr.png", Scope.ME, to.vouchers()::png)
                        .answers(QrImage.PNG),
                get("/v1/me/vouchers/{code}/qr.svg", Scope.ME, to.vouchers()::svg)
                        .answers(QrImage.SVG),
                get("/v1/me/state", Scope.ME, to.states()::readMine),
                get("/v1/me/statement", Scope.ME, to.statements()::readMine).queries("limit", "cursor"),
                get("/v1/me/preferences", Scope.ME, to.me()::preferences),
                patch("/v1/me/preferences", Scope.ME, to.me()::changePreferences)
                        .queries("dryRun"),
                post("/v1/me/holds/{hold}/release", Scope.ME, to.holds()::releaseMine)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun", "explain"),
                get("/v1/programme", Scope.READ, to.programme()::read),
                put("/v1/programme", Scope.PROGRAMME, to.programme()::publish)
                        .takes(Body.DOCUMENT)
                        .queries("dryRun", "note", "activate"),
                post("/v1/programme/validate", Scope.PROGRAMME, to.programme()::validate)
                        .takes(Body.DOCUMENT),
                post("/v1/programme/simulate", Scope.PROGRAMME, to.rehearsals()::simulate)
                        .queries("explain"),
                post("/v1/programme/backtest", Scope.PROGRAMME, to.rehearsals()::backtest),
                get("/v1/programme/budgets", Scope.READ, to.budgets()::list),
                get("/v1/programme/versions", Scope.READ, to.programme()::versions)
                        .queries("limit", "cursor"),
                get("/v1/programme/versions/{n}", Scope.READ, to.programme()::version),
                post("/v1/programme/versions/{n}/activate", Scope.PROGRAMME, to.programme()::activate)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun", "activate"),
                get("/v1/ledger/trial-balance", Scope.READ, to.books()::trialBalance),
                get("/v1/ledger/liability", Scope.READ, to.books()::liability),
                post("/v1/ledger/verify", Scope.OPERATE, to.books()::verify).takes(Body.OPTIONAL_JSON),
                get("/v1/jobs/{id}", Scope.READ, to.jobs()::read),
                post("/v1/jobs/{id}/cancel", Scope.OPERATE, to.jobs()::cancel).takes(Body.OPTIONAL_JSON),
                post("/v1/live/tickets", Scope.ME, to.live()::ticket).takes(Body.OPTIONAL_JSON),
                post("/v1/live/notices", Scope.PROGRAMME, to.notices()::publish).queries("dryRun"),
                post("/v1/offers/{offer}/announce", Scope.PROGRAMME, to.announcements()::announce)
                        .takes(Body.OPTIONAL_JSON)
                        .queries("dryRun"),
                open("/v1/live", Answer.JSON, to.live()::socket),
                open("/v1/stream", "text/event-stream", to.live()::stream).queries("ch", "ticket", "cursor"),
                open("/openapi.json", Answer.JSON, to.documents()::contract),
                open("/asyncapi.json", Answer.JSON, to.documents()::liveContract),
                open("/schemas/programme.json", MediaTypes.SCHEMA, to.documents()::schema),
                open("/docs", "text/html", to.documents()::page),
                open("/docs.js", "text/javascript", to.documents()::page),
                open("/docs.css", "text/css", to.documents()::page),
                open("/demo/live", "text/html", to.documents()::page),
                open("/demo/live.js", "text/javascript", to.documents()::page),
                open("/demo/words.js", "text/javascript", to.documents()::page),
                open("/demo/live.css", "text/css", to.documents()::page),
                open("/sdk/walaa-live.js", "text/javascript", to.documents()::library),
                open("/sdk/walaa-live.d.ts", "text/plain", to.documents()::library),
                open("/problems/{code}", Answer.JSON, to.documents()::problem)));
    }
}
