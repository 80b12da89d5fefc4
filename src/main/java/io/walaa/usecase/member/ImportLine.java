package io.walaa.usecase.member;

import io.vertx.core.buffer.Buffer;
import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Json;
import io.walaa.json.Value;
import io.walaa.points.Points;
import io.walaa.programme.Programme;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an import: a member's body, at least one external id, and what the member had elsewhere.
 *
 * @param openings balances to begin with
 */
record ImportLine(MemberContent content, List<Opening> openings) {
    private static final int OPENINGS_MAX = 20;

    /**
     * Points that a member brings along.
     *
     * @param expiresAt null for the unit's own expiry
     */
    record Opening(String unit, long amount, @Nullable Instant expiresAt) {}

    /**
     * Reads a line.
     *
     * @param now openings must expire later
     * @throws io.walaa.json.InvalidInput with everything that is wrong
     */
    static ImportLine read(Buffer line, Programme rules, Instant now) {
        return Input.read(Json.read(line.getBytes()), in -> read(in, rules, now));
    }

    private static ImportLine read(Input in, Programme rules, Instant now) {
        MemberContent content = MemberContent.read(in, rules);
        if (content.externalIds().isEmpty() && in.sound()) {
            // a repeated import finds by them whom it made before
            in.refuse("externalIds", InputCode.TOO_FEW, "min", 1);
        }
        List<Opening> openings = in.optional(
                "balances",
                value -> value.list(OPENINGS_MAX, element -> element.object(each -> opening(each, rules, now))),
                List.of());
        return new ImportLine(content, openings);
    }

    private static Opening opening(Input in, Programme rules, Instant now) {
        Value unitField = in.field("unit");
        String unit = unitField.text(64);
        if (!unit.isEmpty() && rules.unit(unit) == null) {
            unitField.refuseUnknown(InputCode.UNKNOWN_VALUE, unit, rules.units().keySet());
        }
        long amount = in.field("amount").integer(1, Points.MAX);
        return new Opening(unit, amount, in.optional("expiresAt", value -> later(value, now)));
    }

    private static Instant later(Value value, Instant now) {
        Instant instant = value.instant();
        if (!instant.isAfter(now) && !instant.equals(Instant.EPOCH)) {
            value.refuse(InputCode.TOO_SMALL, "min", now.toString());
        }
        return instant;
    }
}
