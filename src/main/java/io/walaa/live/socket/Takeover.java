package io.walaa.live.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;

/**
 * Takes a connection away from the HTTP server once its request was read. Own code because the server keeps its codec,
 * the request and its queues for as long as a socket is open: about two thirds of what a quiet connection costs.
 */
// What becomes of a write shows in the channel: it fails it.
@SuppressWarnings("FutureReturnValueIgnored")
public final class Takeover {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(16 << 10, 64 << 10);

    private static final int SEND_BYTES = 128 << 10;

    private Takeover() {}

    /** Whether this request's connection can be taken over. */
    public static boolean possible(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1 && request.connection() instanceof ConnectionBase;
    }

    /** The connection of a request. */
    public static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /**
     * Answers with this status line and these headers, and gives every further byte to {@code pipe}. Call on the
     * connection's event loop; it happens after the turn in which the request was read.
     */
    public static void take(Channel channel, String status, Map<String, String> headers, ChannelHandler pipe) {
        StringBuilder head =
                new StringBuilder(256).append("HTTP/1.1 ").append(status).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] answer = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        channel.eventLoop().execute(() -> {
            if (!channel.isActive()) {
                return;
            }
            channel.config().setWriteBufferWaterMark(WATER_MARK).setAutoRead(true);
            // The kernel would keep megabytes for who does not read.
            channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BYTES);
            ChannelPipeline pipeline = channel.pipeline();
            for (String name : new ArrayList<>(pipeline.names())) {
                ChannelHandler handler = pipeline.get(name);
                if (handler != null && !(handler instanceof SslHandler)) {
                    pipeline.remove(handler);
                }
            }
            channel.write(Unpooled.wrappedBuffer(answer));
            pipeline.addLast(pipe);
            channel.flush();
        });
    }
}
