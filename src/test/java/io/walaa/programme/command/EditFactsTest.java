package io.walaa.programme.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.member.MemberFields;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeDocument;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditFactsTest {
    private static final MemberId MEMBER = new MemberId("mem_0123456789abcdef");
    private static final Programme PROGRAMME = ProgrammeDocument.yaml("""
                    name: shop
                    title: {en: Shop}
                    timeZone: Asia/Kuwait
                    currency: KWD
                    locales: [en]
                    units: {points: {title: {en: points}}}
                    """).programme();

    @Test
    void later_edit_wins_when_both_arrive_in_the_other_order() {
        MemberState before = MemberFields.read(MEMBER, Map.of("a.city", "Hawalli", "z", "Asia/Kuwait", "c.base", "3"));

        MemberState third = after(EditFacts.profile(3, Map.of("a.city", "Jahra", "o", "ar-KW")), before);
        MemberState second = after(EditFacts.profile(2, Map.of("a.city", "Salmiya")), third);

        assertThat(second.attribute("city")).isEqualTo("Jahra");
        assertThat(second.locale("")).isEqualTo("ar-KW");
        assertThat(second.fact("z")).isNull();
        assertThat(second.fact("c.base")).isEqualTo("3");
    }

    @Test
    void erasure_keeps_only_what_is_no_profile() {
        MemberState before = MemberFields.read(MEMBER, Map.of("a.city", "Hawalli", "o", "ar-KW", "c.base", "3"));

        MemberState erased = after(EditFacts.erase(2), before);

        assertThat(erased.facts()).containsOnlyKeys("c.base", "pv");
    }

    private static MemberState after(EditFacts edit, MemberState before) {
        Moment moment = new Moment(
                Instant.parse("2026-01-01T00:00:00Z"),
                new EntryId(MEMBER.body(), before.seq() + 1, "abcd"),
                Trace.off());
        return edit.decide(PROGRAMME, before, moment, Map.of()).state();
    }
}
