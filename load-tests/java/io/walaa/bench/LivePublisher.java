package io.walaa.bench;

import io.walaa.journal.Partitions;
import io.walaa.store.redis.Script;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;

/** Publishes in a shared channel as a node would: by the server's own script. */
final class LivePublisher implements AutoCloseable {
    private final RedisPipe redis;
    private final String[] call;
    private final long run = System.nanoTime();
    private int published;

    LivePublisher(Arguments arguments, String channel) throws IOException {
        redis = new RedisPipe(URI.create(arguments.text("redis")));
        Partitions partitions = new Partitions(arguments.number("partitions", 64));
        int partition = partitions.of(Seed.PROGRAMME, channel);
        String meta = partitions.meta(partition);
        String fence = redis.call("HGET", meta, "run");
        String generation = redis.call("HGET", meta, "gen");
        String stream = partitions.live(partition, Seed.PROGRAMME, channel);
        call = new String[] {
            "EVAL", Script.load("live/publish").under(fence), "5",
            meta, stream, stream + ":meta", partitions.liveChannel(partition), "",
            generation, generation + ".bench", "", "128", "600000", Seed.PROGRAMME + ":" + channel, "bench"
        };
    }

    /** Publishes a notice with this text. */
    void publish(String text) throws IOException {
        String id = "bench-" + run + "-" + ++published;
        call[7] = call[4] + ":p:" + id;
        call[10] = "{\"id\":\"" + id + "\",\"type\":\"notice\",\"time\":\"" + Instant.now() + "\",\"data\":{\"text\":\"" + text
                + "\"},\"texts\":{}}";
        String answer = redis.call(call);
        if (!answer.startsWith("OK")) {
            throw new IOException("publishing was answered " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        redis.close();
    }
}
