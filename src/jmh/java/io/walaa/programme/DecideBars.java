package io.walaa.programme;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs {@link DecideBenchmark} and holds its medians against the bars; ends with 1 if one does not hold. */
public final class DecideBars {
    private static final double SEVENTY_MICROS_MAX = 60;
    private static final double OTHERS_RATIO_MAX = 1.5;

    private DecideBars() {}

    /** @param options as JMH takes them */
    public static void main(String[] options) throws Exception {
        Collection<RunResult> results = new Runner(new CommandLineOptions(options)).run();
        Map<DecideBenchmark.Under, Double> medians = new EnumMap<>(DecideBenchmark.Under.class);
        for (RunResult result : results) {
            String under = result.getParams().getParam("under");
            if (under != null) {
                medians.put(
                        DecideBenchmark.Under.valueOf(under),
                        result.getPrimaryResult().getStatistics().getPercentile(50));
            }
        }
        medians.forEach((under, micros) -> System.out.printf("%-15s %6.1f µs median%n", under, micros));
        Double seventy = medians.get(DecideBenchmark.Under.SEVENTY);
        Double among = medians.get(DecideBenchmark.Under.SEVENTY_OF_610);
        if (seventy != null && among != null) {
            boolean fast = holds("70 that look at the purchase, µs", seventy, SEVENTY_MICROS_MAX);
            boolean even = holds("the same among 610, times as long", among / seventy, OTHERS_RATIO_MAX);
            System.exit(fast && even ? 0 : 1);
        }
    }

    private static boolean holds(String what, double value, double max) {
        System.out.printf("%s  %s: %.2f (<= %s)%n", value <= max ? "holds" : "FAILS", what, value, max);
        return value <= max;
    }
}
