package io.walaa.bench;

/**
 * One run of the generator.
 *
 * @param port on loopback
 * @param seconds how long requests are sent
 * @param connections most requests under way
 * @param rate requests a second in an open loop; 0: closed loop, each connection sends when it was answered
 * @param operation {@code mix} (three earns, one redeem), {@code earn}, {@code redeem}, {@code purchase}, {@code batch}
 * @param first number of the first member
 * @param count how many members
 * @param distribution {@code uniform} or {@code zipf}
 * @param key API key
 * @param ack level asked for; empty: the deployment's own
 * @param lines events of a batch
 * @param redeem points of a redeem
 * @param postgres JDBC URL of the ledger that must have every operation before the clock stops; empty: none
 */
record Plan(
        int port,
        double seconds,
        int connections,
        double rate,
        String operation,
        long first,
        int count,
        String distribution,
        String key,
        String ack,
        int lines,
        long redeem,
        String postgres) {

    static Plan of(Arguments arguments) {
        return new Plan(
                arguments.number("port"),
                Double.parseDouble(arguments.text("seconds")),
                arguments.number("connections"),
                Double.parseDouble(arguments.text("rate", "0")),
                arguments.text("operation"),
                arguments.number("first", 0),
                arguments.number("count"),
                arguments.text("distribution", "uniform"),
                arguments.text("key"),
                arguments.text("ack", ""),
                arguments.number("lines", 1),
                arguments.number("redeem", 10),
                arguments.text("postgres", ""));
    }
}
