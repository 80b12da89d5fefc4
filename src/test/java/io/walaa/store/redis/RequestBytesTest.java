package io.walaa.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.impl.RequestImpl;
import org.junit.jupiter.api.Test;

class RequestBytesTest {
    private final RequestBytes bytes = new RequestBytes();

    private static RequestImpl request(String... arguments) {
        Request request = Request.cmd(Command.EVALSHA);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return (RequestImpl) request;
    }

    @Test
    void commands_go_over_the_wire_as_the_client_writes_them() {
        RequestImpl first = request("sha", "2", "", "x".repeat(12_345), "نخيل");
        RequestImpl second = request("y".repeat(100_000));
        bytes.append(first);
        bytes.append(second);
        assertThat(bytes.take()).isEqualTo(first.encode().appendBuffer(second.encode()));
    }

    @Test
    void what_was_taken_is_not_sent_again() {
        bytes.append(request("z".repeat(2 << 20)));
        bytes.take();
        bytes.append(request("a"));
        assertThat(bytes.take()).isEqualTo(request("a").encode());
        assertThat(bytes.take()).isEqualTo(Buffer.buffer());
    }
}
