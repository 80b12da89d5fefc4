package io.walaa.decision;

import io.walaa.points.Balance;
import io.walaa.points.Posting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one operation does: what is committed, in one entry, and what its caller is told.
 *
 * @param type what happened to points: {@code earn}, {@code redeem}, {@code hold}, {@code expire} …
 * @param fields changed fields of the member's hot state; null for those that go
 * @param postings the lines of double entry
 * @param balances of every unit that was touched or is shown, after the operation
 * @param effects what the caller and the member's screen are told
 * @param pages large parts of the member that are written with it
 * @param codes voucher codes by hash → owner text
 * @param nextDue the next epoch second at which something of this member is due by itself
 */
public record Decision(
        String type,
        Map<String, @Nullable String> fields,
        List<Posting> postings,
        Map<String, Balance> balances,
        List<Effect> effects,
        List<Page> pages,
        Map<String, String> codes,
        long nextDue) {}
