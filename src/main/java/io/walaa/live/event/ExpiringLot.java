package io.walaa.live.event;

import io.walaa.journal.Entry;
import io.walaa.member.MemberFields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Points that will be gone soon, as an entry left them.
 *
 * @param at epoch second from which they are gone
 * @param amount what is left of them, 0 when nothing is
 */
record ExpiringLot(String unit, long at, long amount) {
    private static final long SOON_SECONDS = Duration.ofDays(30).toSeconds();

    /** The lots that an entry changed and that expire within 30 days of it. */
    static List<ExpiringLot> changed(Entry entry) {
        long now = entry.postedAt() / 1000;
        List<ExpiringLot> soon = new ArrayList<>(0);
        entry.decision().fields().forEach((name, value) -> {
            MemberFields.LotField lot = MemberFields.lot(name);
            if (lot != null && lot.expiresAt() > now && lot.expiresAt() <= now + SOON_SECONDS) {
                soon.add(new ExpiringLot(lot.unit(), lot.expiresAt(), value == null ? 0 : Long.parseLong(value)));
            }
        });
        return soon;
    }

    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("unit", unit);
        data.put("amount", amount);
        data.put("at", Instant.ofEpochSecond(at).toString());
        return data;
    }
}
