package io.walaa.programme;

import io.walaa.json.Input;
import io.walaa.json.InputCode;
import io.walaa.json.Value;
import io.walaa.member.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event is about: by our id, or by an external one such as a card, since that is all a till knows. Either
 * {@code id} or both others are given.
 */
public record MemberReference(
        @Nullable MemberId id,
        @Nullable String externalType,
        @Nullable String externalValue) {
    private static final MemberReference NOBODY = new MemberReference(null, "", "");

    /** Reads {@code "mem_…"} or {@code {"externalId":{"type":"card","value":"7001"}}}. */
    public static MemberReference read(Value value) {
        if (value.isObject()) {
            return value.object(in -> in.field("externalId").object(MemberReference::external));
        }
        String id = value.text(64);
        if (MemberId.isMember(id)) {
            return new MemberReference(new MemberId(id), null, null);
        }
        if (!id.isEmpty()) {
            value.refuse(InputCode.BAD_FORMAT, "expected", "mem_…");
        }
        return NOBODY;
    }

    private static MemberReference external(Input in) {
        return new MemberReference(
                null, in.field("type").text(40), in.field("value").text(256));
    }
}
