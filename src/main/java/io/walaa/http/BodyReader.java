package io.walaa.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** Reads a body up to a limit. What comes beyond it is let go by, so that the sender sees the answer, up to a point. */
final class BodyReader {
    private static final int PATIENCE = 32 << 20;

    private final HttpServerRequest request;
    private final int bytesMax;
    private final Promise<Buffer> whole = Promise.promise();
    private Buffer body = Buffer.buffer();
    private long seen;

    private BodyReader(HttpServerRequest request, int bytesMax) {
        this.request = request;
        this.bytesMax = bytesMax;
    }

    /** The body; fails with a {@link Rejection} (413) as soon as it is known to be too large. */
    static Future<Buffer> read(HttpServerRequest request, int bytesMax) {
        BodyReader reader = new BodyReader(request, bytesMax);
        request.handler(reader::take);
        request.endHandler(end -> reader.whole.tryComplete(reader.body));
        request.exceptionHandler(reader.whole::tryFail);
        try {
            checkLength(request, bytesMax);
        } catch (Rejection tooLarge) {
            reader.whole.tryFail(tooLarge);
        }
        return reader.whole.future();
    }

    /**
     * Looks at the length that the sender announces.
     *
     * @throws Rejection 413
     */
    static void checkLength(HttpServerRequest request, int bytesMax) {
        String length = request.getHeader("Content-Length");
        if (length != null && Long.parseLong(length) > bytesMax) {
            throw tooLarge(bytesMax);
        }
    }

    private void take(Buffer chunk) {
        seen += chunk.length();
        if (seen <= bytesMax && !whole.future().isComplete()) {
            body = body.length() == 0 ? chunk : body.appendBuffer(chunk);
        } else if (seen > PATIENCE) {
            request.connection().close();
        } else {
            refuse();
        }
    }

    private void refuse() {
        body = Buffer.buffer();
        whole.tryFail(tooLarge(bytesMax));
    }

    private static Rejection tooLarge(int bytesMax) {
        return new Rejection(413, "body-too-large", Map.of("max", bytesMax));
    }
}
