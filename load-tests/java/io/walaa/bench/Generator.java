package io.walaa.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * The load generator: each line of standard input is a {@link Plan} as {@code name=value} words, each answered by one
 * line of JSON when the run is over. It stays up between runs, so that its own warming up disturbs no row.
 */
public final class Generator {
    private Generator() {}

    public static void main(String[] words) throws Exception {
        BufferedReader plans = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        Random random = new Random();
        for (String line = plans.readLine(); line != null; line = plans.readLine()) {
            // a run uses far fewer keys than lie between two starting points
            long keys = random.nextLong() << 32;
            try {
                System.out.println(new Run(Plan.of(Arguments.of(line.strip().split(" "))), keys).run());
            } catch (Exception failure) {
                System.out.println("{\"error\":\"" + failure.toString().replaceAll("[\"\\\\\\n]", "'") + "\"}");
            }
        }
    }
}
