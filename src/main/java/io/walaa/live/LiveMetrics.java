package io.walaa.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What an operator sees of the live channels. */
final class LiveMetrics {
    final Counter delivered;
    final Counter resets;
    final Counter resumes;
    private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);

    LiveMetrics(MeterRegistry registry) {
        delivered = Counter.builder("walaa_live_delivered_total")
                .description("messages handed to connections")
                .register(registry);
        resets = Counter.builder("walaa_live_resets_total")
                .description("channels whose screens were sent to the snapshot")
                .register(registry);
        resumes = Counter.builder("walaa_live_resumes_total")
                .description("channels that went on where they were")
                .register(registry);
        for (CloseCode code : CloseCode.values()) {
            closes.put(
                    code,
                    Counter.builder("walaa_live_closes_total")
                            .description("connections that the server closed")
                            .tag("code", Integer.toString(code.number()))
                            .register(registry));
        }
    }

    void closed(CloseCode code) {
        java.util.Objects.requireNonNull(closes.get(code)).increment();
    }
}
