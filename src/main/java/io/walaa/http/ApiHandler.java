package io.walaa.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.walaa.access.Access;
import io.walaa.access.Caller;
import io.walaa.access.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request from its first byte to its answer: route, caller, limits, media types, body, endpoint; and any
 * failure on the way to its problem document. Nothing is logged or kept per request.
 */
public final class ApiHandler implements Handler<HttpServerRequest> {
    private final RouteTable routes;
    private final Access access;
    private final Limits limits;
    private final CrossOrigin crossOrigin;
    private final Responses responses;
    private volatile @Nullable Contract contract;

    ApiHandler(RouteTable routes, Access access, Limits limits, CrossOrigin crossOrigin, Responses responses) {
        this.routes = routes;
        this.access = access;
        this.limits = limits;
        this.crossOrigin = crossOrigin;
        this.responses = responses;
    }

    /** Checks bodies against this contract from now on, beside the endpoints' own reading. */
    void check(Contract published) {
        contract = published;
    }

    @Override
    public void handle(HttpServerRequest request) {
        try {
            if (crossOrigin.answered(request)) {
                return;
            }
            RouteTable.Found found = routes.find(request.method(), request.path());
            if (found.route().scopes().isEmpty()) {
                begin(request, found, null);
                return;
            }
            Future<Caller> caller = access.caller(request.getHeader(HttpHeaders.AUTHORIZATION));
            if (caller.succeeded()) {
                begin(request, found, caller.result());
            } else {
                // not seen lately: the body waits until the key was looked up
                request.pause();
                hereAfter(caller, done -> {
                    if (done.succeeded()) {
                        begin(request, found, done.result());
                    } else {
                        responses.fail(request, done.cause());
                    }
                    // a stream is its endpoint's to resume, unless it was refused before
                    boolean streaming = found.route().body() == Route.Body.STREAM
                            && !request.response().ended();
                    if (!streaming && !request.isEnded()) {
                        request.resume();
                    }
                });
            }
        } catch (RuntimeException failure) {
            responses.fail(request, failure);
        }
    }

    private void begin(HttpServerRequest request, RouteTable.Found found, @Nullable Caller caller) {
        try {
            Route route = found.route();
            if (caller != null) {
                limits.count(caller, request.response());
                checkScopes(route, caller);
            }
            checkQuery(route, request);
            MediaTypes.checkAccept(route, request.getHeader(HttpHeaders.ACCEPT));
            Exchange exchange = new Exchange(request, found, caller, contract);
            switch (route.body()) {
                case NONE -> answer(route, exchange);
                case STREAM -> {
                    MediaTypes.checkContent(route, request.getHeader(HttpHeaders.CONTENT_TYPE), false);
                    BodyReader.checkLength(request, route.bodyMax());
                    answer(route, exchange);
                }
                default -> read(route, exchange);
            }
        } catch (RuntimeException failure) {
            responses.fail(request, failure);
        }
    }

    private void read(Route route, Exchange exchange) {
        HttpServerRequest request = exchange.request();
        BodyReader.read(request, route.bodyMax()).onComplete(read -> {
            if (read.failed()) {
                responses.fail(request, read.cause());
                return;
            }
            try {
                boolean empty = read.result().length() == 0;
                MediaTypes.checkContent(route, request.getHeader(HttpHeaders.CONTENT_TYPE), empty);
                if (empty && route.body() != Route.Body.OPTIONAL_JSON) {
                    throw new Rejection(400, "body-missing");
                }
                exchange.body(read.result());
                answer(route, exchange);
            } catch (RuntimeException failure) {
                responses.fail(request, failure);
            }
        });
    }

    private void answer(Route route, Exchange exchange) {
        hereAfter(route.endpoint().answer(exchange), done -> {
            if (route.body() == Route.Body.STREAM && !exchange.request().isEnded()) {
                // what was not read must pass before the next request of this connection
                exchange.request().resume();
            }
            if (done.succeeded()) {
                responses.send(exchange.request(), done.result());
            } else {
                responses.fail(exchange.request(), done.cause());
            }
        });
    }

    /** Goes on with a result on this event loop, wherever it was made. */
    private static <T> void hereAfter(Future<T> future, Handler<AsyncResult<T>> next) {
        if (future.isComplete()) {
            next.handle(future);
            return;
        }
        Context here = Vertx.currentContext();
        future.onComplete(done -> {
            if (here == null || here == Vertx.currentContext()) {
                next.handle(done);
            } else {
                here.runOnContext(now -> next.handle(done));
            }
        });
    }

    private static void checkScopes(Route route, Caller caller) {
        for (Scope scope : route.scopes()) {
            if (!caller.may(scope)) {
                throw scope == Scope.ME
                        ? new Rejection(403, "member-token-only")
                        : new Rejection(403, "forbidden", Map.of("scope", scope.text()));
            }
        }
    }

    private static void checkQuery(Route route, HttpServerRequest request) {
        String query = request.query();
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String name : request.params().names()) {
            if (!route.queries().contains(name)) {
                throw new Rejection(400, "unknown-parameter", Map.of("name", name));
            }
        }
    }
}
