package io.walaa.rush;

import io.vertx.core.Vertx;
import io.walaa.bench.Arguments;

/**
 * Arguments: {@code mode=claims|validate}, {@code ports=}, {@code key=}, {@code connections=}; for claims
 * {@code offer=} and {@code members=}, for checks {@code vouchers=}, {@code rate=} and {@code seconds=}. Prints its
 * result as one line of JSON at the end.
 */
public final class Rush {
    private static final int WARM_SECONDS = 8;

    private Rush() {}

    public static void main(String[] words) throws Exception {
        Arguments arguments = Arguments.of(words);
        int connections = Integer.parseInt(arguments.text("connections"));
        Vertx vertx = Vertx.vertx();
        try {
            Nodes nodes = new Nodes(vertx, arguments.text("ports"), arguments.text("key"), connections);
            if (arguments.text("mode").equals("claims")) {
                int members = Integer.parseInt(arguments.text("members"));
                System.out.println(new Claims(vertx, nodes, arguments.text("offer"), members).run(connections));
            } else {
                int rate = Integer.parseInt(arguments.text("rate"));
                Validations tills = new Validations(vertx, nodes);
                tills.issue(Integer.parseInt(arguments.text("vouchers")));
                tills.run(rate, WARM_SECONDS);
                System.out.println(tills.run(rate, Integer.parseInt(arguments.text("seconds"))));
            }
        } finally {
            vertx.close().await();
        }
    }
}
