package io.walaa.programme.command;

import io.walaa.decision.Moment;
import io.walaa.member.Decided;
import io.walaa.member.MemberState;
import io.walaa.programme.Programme;
import java.util.List;
import java.util.Map;

/** Something that is asked of one member, decided by a pure function under one version of its programme. */
public interface Command {
    /**
     * Decides.
     *
     * @param state the member, with everything that was due by {@code moment} settled
     * @param pages the content of those of {@link #pages} that exist, by name
     * @throws io.walaa.decision.Refusal if the rules say no
     * @throws ArithmeticException if an amount leaves the range of points
     */
    Decided decide(Programme programme, MemberState state, Moment moment, Map<String, String> pages);

    /** Names of the member's pages to read before deciding. */
    default List<String> pages() {
        return List.of();
    }

    /**
     * Names of pages that it would write and that must not be there yet. The commit finds out; only a dry run, which
     * has none, reads them first.
     */
    default List<String> freshPages() {
        return List.of();
    }
}
