package io.walaa.store.redis;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.impl.CommandImpl;
import io.vertx.redis.client.impl.RequestImpl;
import java.util.Arrays;
import java.util.List;

/** Commands as they go over the wire (RESP: an array of bulk strings), one after another in one array. */
final class RequestBytes {
    private static final int KEPT_BYTES_MAX = 1 << 20;
    private static final int NUMBER_BYTES_MAX = 14;

    private byte[] bytes = new byte[1 << 14];
    private int length;

    void append(RequestImpl request) {
        List<byte[]> arguments = request.getArgs();
        // The client keeps a command's name as the bulk string it is sent as.
        byte[] name = ((CommandImpl) request.command()).getBytes();
        int most = name.length + NUMBER_BYTES_MAX;
        for (int i = 0; i < arguments.size(); i++) {
            most += arguments.get(i).length + NUMBER_BYTES_MAX;
        }
        if (bytes.length - length < most) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + most));
        }
        number('*', arguments.size() + 1);
        raw(name);
        for (int i = 0; i < arguments.size(); i++) {
            byte[] argument = arguments.get(i);
            number('$', argument.length);
            raw(argument);
            bytes[length++] = '\r';
            bytes[length++] = '\n';
        }
    }

    private void raw(byte[] part) {
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
    }

    private void number(char kind, int value) {
        bytes[length++] = (byte) kind;
        int digits = 1;
        for (int rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        int rest = value;
        for (int at = length + digits - 1; at >= length; at--, rest /= 10) {
            bytes[at] = (byte) ('0' + rest % 10);
        }
        length += digits;
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    /** All commands since the last call. */
    Buffer take() {
        Buffer all = Buffer.buffer(Arrays.copyOf(bytes, length));
        length = 0;
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[1 << 14];
        }
        return all;
    }
}
