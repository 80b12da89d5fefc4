package io.walaa.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.walaa.access.Access;

/** The API as it listens. One instance serves every event loop; each of them opens the same port. */
public final class Api {
    private static final int HEADERS_MAX = 16 << 10;
    private static final int ADDRESS_MAX = 4 << 10;
    private static final int IDLE_SECONDS = 75;

    private final ApiHandler handler;
    private final Responses responses;

    /** @param origins whose pages may call what belongs to members */
    public Api(Endpoints endpoints, Access access, Limits limits, Origins origins, Messages messages) {
        this(Routes.of(endpoints), access, limits, origins, messages);
    }

    Api(RouteTable routes, Access access, Limits limits, Origins origins, Messages messages) {
        this.responses = new Responses(messages);
        this.handler = new ApiHandler(routes, access, limits, new CrossOrigin(origins), responses);
    }

    /** Checks bodies against the contract from now on, beside the endpoints' own reading. */
    public void check(Contract contract) {
        handler.check(contract);
    }

    /**
     * Listens; to be called once on each event loop that shall serve.
     *
     * @param port 0 for a free one
     */
    public Future<HttpServer> listen(Vertx vertx, String host, int port) {
        // Live connections are taken over from HTTP/1.1; HTTP/2 belongs to the proxy that speaks TLS.
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(ADDRESS_MAX)
                .setMaxHeaderSize(HEADERS_MAX)
                .setHandle100ContinueAutomatically(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpFastOpen(true)
                .setTcpNoDelay(true);
        return vertx.createHttpServer(options)
                .invalidRequestHandler(responses::failBroken)
                .requestHandler(handler)
                .listen(port, host);
    }
}
