package io.walaa.store.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;

/** Goes through the keys of all masters, one after another, a few at a time. */
public final class KeyScan {
    private KeyScan() {}

    /**
     * Some keys.
     *
     * @param cursor where to go on; {@code 0} after the last
     */
    public record Page(String cursor, List<String> keys) {}

    /**
     * The next keys.
     *
     * @param cursor {@code 0} to begin, else what the page before answered: Redis's own, and for all but the first
     *     master its number before it
     * @param pattern as SCAN knows it
     * @param count about how many keys to look at
     */
    public static Future<Page> next(RedisNodes redis, String cursor, String pattern, int count) {
        List<RedisLink> masters = redis.masters();
        int slash = cursor.indexOf('/');
        int number = slash < 0 ? 0 : Integer.parseInt(cursor, 0, slash, 10);
        if (number >= masters.size()) {
            return Future.succeededFuture(new Page("0", List.of()));
        }
        Request scan = Request.cmd(Command.SCAN)
                .arg(cursor.substring(slash + 1))
                .arg("MATCH")
                .arg(pattern)
                .arg("COUNT")
                .arg(count);
        return masters.get(number).send(scan).map(page -> {
            List<String> keys = new ArrayList<>();
            page.get(1).forEach(key -> keys.add(key.toString()));
            return new Page(after(number, page.get(0).toString(), masters.size()), keys);
        });
    }

    private static String after(int number, String cursor, int masters) {
        if (cursor.equals("0")) {
            return number + 1 < masters ? number + 1 + "/0" : "0";
        }
        return number == 0 ? cursor : number + "/" + cursor;
    }
}
