package io.walaa.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.walaa.decision.Decision;
import io.walaa.member.MemberId;
import io.walaa.points.Lot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Several members of one partition whose commits go to Redis together. */
class CommitGroupsTest extends JournalOnRedis {
    @Test
    void members_of_one_group_get_consecutive_sequences_and_one_chain() {
        List<Entry> entries = List.of(of(another(), 1), of(another(), 1), of(another(), 1), of(another(), 1));

        List<CommitReply> replies = together(entries);

        assertThat(replies).extracting(CommitReply::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(evalCalls())
                .as("all that one turn of the event loop asked for goes in one call")
                .isEqualTo(1);
        Taken taken = await(() -> journal.take(partition, 1, 10));
        String before = "";
        for (JournalEntry entry : taken.entries()) {
            assertThat(entry.previousCommitId()).isEqualTo(before);
            before = entry.commitId();
        }
        assertThat(taken.entries()).hasSize(4);
        assertThat(taken.seq()).isEqualTo(4);
    }

    @Test
    void one_that_is_refused_leaves_the_others_of_its_group_alone() {
        MemberId cold = MemberId.create(7, RandomGenerator.getDefault());
        Entry known = of(another(), 1);
        commit(0, known);
        List<Entry> entries =
                List.of(of(another(), 1), of(another(), 1), of(cold, 1), of(another(), 6), known, of(another(), 1));

        List<CommitReply> replies = together(entries);

        assertThat(replies)
                .extracting(CommitReply::status)
                .containsExactly(
                        CommitReply.Status.OK,
                        CommitReply.Status.OK,
                        CommitReply.Status.COLD,
                        CommitReply.Status.CONFLICT,
                        CommitReply.Status.KNOWN,
                        CommitReply.Status.OK);
        assertThat(replies.get(5).seq()).isEqualTo(4);
        assertThat(await(() -> journal.take(partition, 1, 10)).entries()).hasSize(4);
    }

    @Test
    void backlog_cap_counts_what_the_group_itself_adds() {
        for (int i = 1; i <= 17; i++) {
            commit(i - 1, entry(i, "op-" + i));
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            entries.add(of(another(), 1));
        }

        List<CommitReply> replies = together(entries);

        assertThat(replies)
                .extracting(CommitReply::status)
                .containsExactly(
                        CommitReply.Status.OK,
                        CommitReply.Status.OK,
                        CommitReply.Status.OK,
                        CommitReply.Status.BUSY,
                        CommitReply.Status.BUSY);
    }

    @Test
    void member_that_redis_cannot_write_does_not_fail_its_group() {
        MemberId broken = another();
        String key = PARTITIONS.member(partition, PROGRAMME, broken);
        redis.send(Request.cmd(Command.DEL).arg(key)).await();
        redis.send(Request.cmd(Command.SET).arg(key).arg("not a hash")).await();
        List<Entry> entries = List.of(of(another(), 1), of(another(), 1), of(broken, 1), of(another(), 1));

        List<Future<CommitReply>> replies = sent(entries);

        assertThat(replies.get(2).failed()).isTrue();
        assertThat(List.of(0, 1, 3)).allMatch(i -> replies.get(i).succeeded());
        assertThat(await(() -> journal.take(partition, 1, 10)).entries()).hasSize(3);
    }

    @Test
    void fence_holds_for_the_whole_group() {
        set(PARTITIONS.meta(partition), "gen", "6");

        List<CommitReply> replies = together(List.of(of(member, 1), of(member, 1), of(member, 1)));

        assertThat(replies).extracting(CommitReply::status).containsOnly(CommitReply.Status.FENCED);
    }

    private MemberId another() {
        MemberId other = MemberId.create(System.currentTimeMillis(), RandomGenerator.getDefault());
        await(() -> journal.hydrate(partition, PROGRAMME, other, new StateSource.ColdMember(0, 0, Map.of(), false)));
        return other;
    }

    private Entry of(MemberId owner, long seq) {
        return new Entry(
                PROGRAMME,
                owner,
                seq,
                ids.next(),
                new OperationKey(ids.next(), "body", OperationKey.Kind.KEY),
                "",
                1,
                1,
                0,
                new Decision(
                        "made-up", Map.of("t", "1"), List.of(), Map.of(), List.of(), List.of(), Map.of(), Lot.NEVER),
                Map.of());
    }

    private List<CommitReply> together(List<Entry> entries) {
        return sent(entries).stream().map(Future::result).toList();
    }

    /** All asked for in one turn of the event loop; each entry on the sequence before its own. */
    private List<Future<CommitReply>> sent(List<Entry> entries) {
        redis.send(Request.cmd(Command.CONFIG).arg("RESETSTAT")).await();
        List<Future<CommitReply>> replies = new ArrayList<>();
        await(() -> {
            entries.forEach(entry ->
                    replies.add(journal.commit(commitOf(entry.seq() - 1, entry), link.redisMillis() + LATER)));
            return Future.join(replies).otherwiseEmpty();
        });
        return replies;
    }

    private static int evalCalls() {
        String stats = redis.send(Request.cmd(Command.INFO).arg("commandstats"))
                .await()
                .toString();
        String calls = stats.substring(stats.indexOf("cmdstat_evalsha:calls=") + "cmdstat_evalsha:calls=".length());
        return Integer.parseInt(calls.substring(0, calls.indexOf(',')));
    }
}
