package io.walaa.usecase;

import io.walaa.decision.Moment;
import io.walaa.decision.Refusal;
import io.walaa.decision.Trace;
import io.walaa.journal.AckLevel;
import io.walaa.journal.OperationKey;
import io.walaa.member.Decided;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.programme.ActiveProgramme;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation on one member, ready to enter its lane.
 *
 * @param version the programme version it is decided under
 * @param decider the decision, a pure function
 * @param key its idempotency; without meaning for a dry run
 * @param event what is recorded, empty if no event
 * @param occurredAt business time, epoch millisecond; 0 for the posting instant
 * @param note free text that can be erased
 * @param ack the level to reach before the answer; null for the deployment's own
 * @param lookUpFirst whether Postgres is asked for the key before anything, because Redis forgot ones so old
 */
public record Operation(
        String programme,
        MemberId member,
        int version,
        Decider decider,
        OperationKey key,
        String event,
        long occurredAt,
        Map<String, String> note,
        @Nullable AckLevel ack,
        boolean dryRun,
        Trace trace,
        boolean lookUpFirst) {

    /** Decides; called again with the newer state when another node was faster. */
    public interface Decider {
        /**
         * The decision.
         *
         * @param pages what {@link #pages} named, without those that do not exist
         * @throws io.walaa.decision.Refusal if the rules say no
         */
        Decided decide(MemberState state, Moment moment, Map<String, String> pages);

        /** The programme that settles what its parts have due; null leaves that for later. */
        default @Nullable ActiveProgramme programme() {
            return null;
        }

        /** Names of the pages to read first. */
        default List<String> pages() {
            return List.of();
        }
    }

    /** The code with which {@link #settle} is answered: there was nothing else to do. */
    public static final String SETTLED = "settled";

    private record Settle(@Nullable ActiveProgramme programme) implements Decider {
        @Override
        public Decided decide(MemberState state, Moment moment, Map<String, String> pages) {
            throw Refusal.of(SETTLED);
        }
    }

    /** One that only settles what is due. It is always refused, with {@link #SETTLED} once nothing is due any more. */
    public static Operation settle(MemberKey key, @Nullable ActiveProgramme programme) {
        OperationKey none = new OperationKey("", "", OperationKey.Kind.DERIVED);
        return new Operation(
                key.programme(),
                key.member(),
                0,
                new Settle(programme),
                none,
                "",
                0,
                Map.of(),
                null,
                true,
                Trace.off(),
                false);
    }

    /** Whether what is due is committed even if nothing else comes of it. */
    boolean settles() {
        return decider instanceof Settle;
    }
}
