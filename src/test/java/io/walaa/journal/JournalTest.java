package io.walaa.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.walaa.decision.Page;
import io.walaa.decision.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The journal's scripts on a real Redis, with facts, pages and codes of made-up names. */
class JournalTest extends JournalOnRedis {
    @Test
    void commit_writes_entries_fields_pages_codes_and_records() {
        Entry first = entry(
                1,
                "op-1",
                Map.of("x.made-up", "7"),
                List.of(new Page("tea:1", "{\"cups\":2}", true)),
                Map.of("hash", "owner"));
        Map<String, String> gone = new HashMap<>();
        gone.put("x.made-up", null);
        gone.put("x.other", "8");
        Entry second = entry(2, "op-2", gone, List.of(), Map.of());

        CommitReply reply = commit(0, first, second);

        assertThat(reply.status()).isEqualTo(CommitReply.Status.OK);
        assertThat(reply.seq()).isEqualTo(1);
        Journal.Read read = await(() -> journal.read(partition, PROGRAMME, member, List.of("tea:1", "tea:2")));
        assertThat(read.fields())
                .containsEntry("seq", "2")
                .containsEntry("at", "2")
                .containsEntry("gen", "5")
                .containsEntry("x.other", "8")
                .doesNotContainKey("x.made-up");
        assertThat(read.pages()).containsExactly("{\"cups\":2}", null);
        assertThat(redis.send(Request.cmd(Command.GET).arg(PARTITIONS.code(partition, PROGRAMME, "hash")))
                        .await()
                        .toString())
                .isEqualTo("owner");
        assertThat(redis.send(Request.cmd(Command.TTL).arg(PARTITIONS.code(partition, PROGRAMME, "hash")))
                        .await()
                        .toLong())
                .isPositive();
        Taken taken = await(() -> journal.take(partition, 1, 10));
        assertThat(taken.entries()).hasSize(2);
        assertThat(EntryBody.read(taken.entries().get(0))).isEqualTo(first);
        assertThat(taken.entries().get(1).previousCommitId()).isEqualTo(first.commitId());
        assertThat(await(() -> journal.records(partition, PROGRAMME, member, List.of("op-2", "op-3")))
                        .records())
                .containsExactly(new OperationRecord("body", 5, 2), null);
    }

    @Test
    void known_operation_writes_nothing_and_names_its_entry() {
        commit(0, entry(1, "op-1"));

        CommitReply reply = commit(1, entry(2, "op-2"), entry(3, "op-1"));

        assertThat(reply.status()).isEqualTo(CommitReply.Status.KNOWN);
        assertThat(reply.records()).containsExactly("", "body 5 1");
        assertThat(await(() -> journal.take(partition, 1, 10)).entries()).hasSize(1);
    }

    @Test
    void commit_on_an_older_sequence_gets_the_newer_state() {
        commit(0, entry(1, "op-1", Map.of("x.fact", "1"), List.of(), Map.of()));

        CommitReply reply = commit(0, entry(1, "op-2"));

        assertThat(reply.status()).isEqualTo(CommitReply.Status.CONFLICT);
        assertThat(reply.fields()).containsEntry("x.fact", "1").containsEntry("seq", "1");
    }

    @Test
    void page_that_must_not_be_there_refuses_the_commit() {
        commit(0, entry(1, "op-1", Map.of(), List.of(new Page("tea:1", "a", true)), Map.of()));

        CommitReply reply = commit(1, entry(2, "op-2", Map.of(), List.of(new Page("tea:1", "b", true)), Map.of()));

        assertThat(reply.status()).isEqualTo(CommitReply.Status.PAGE);
        assertThat(await(() -> journal.read(partition, PROGRAMME, member, List.of("tea:1")))
                        .pages())
                .containsExactly("a");
    }

    @Test
    void other_generation_or_fence_is_fenced_off() {
        set(PARTITIONS.meta(partition), "gen", "6");
        assertThat(commit(0, entry(1, "op-1")).status()).isEqualTo(CommitReply.Status.FENCED);
        assertThatThrownBy(() -> await(() -> journal.take(partition, 1, 1))).isInstanceOf(Fenced.class);

        set(PARTITIONS.meta(partition), "gen", "5", "run", "another");
        assertThat(commit(0, entry(1, "op-1")).status()).isEqualTo(CommitReply.Status.FENCED);
    }

    @Test
    void late_commit_is_not_done() {
        CommitReply reply = await(() -> journal.commit(commitOf(0, entry(1, "op-1")), link.redisMillis() - 1_000));

        assertThat(reply.status()).isEqualTo(CommitReply.Status.LATE);
        assertThat(await(() -> journal.take(partition, 1, 1)).entries()).isEmpty();
    }

    @Test
    void backlog_cap_answers_busy_until_it_is_flushed() {
        for (int i = 1; i <= 20; i++) {
            assertThat(commit(i - 1, entry(i, "op-" + i)).status()).isEqualTo(CommitReply.Status.OK);
        }
        assertThat(commit(20, entry(21, "op-21")).cap()).isEqualTo("entries");

        assertThat(await(() -> journal.flushed(partition, 15, 1_000, link.redisMillis(), 10)))
                .isEqualTo(20);

        assertThat(commit(20, entry(21, "op-21")).status()).isEqualTo(CommitReply.Status.OK);
        assertThat(await(() -> journal.take(partition, 1, 50))
                        .entries()
                        .get(0)
                        .position()
                        .seq())
                .isEqualTo(10);
    }

    @Test
    void member_is_evicted_only_once_flushed_and_not_hydrated_from_before_that() {
        commit(0, entry(1, "op-1", Map.of("x.fact", "1"), List.of(), Map.of()));
        String key = PARTITIONS.member(partition, PROGRAMME, member);
        assertThat(await(() -> journal.evict(partition, List.of(key), List.of())))
                .isZero();
        await(() -> journal.flushed(partition, 1, 0, 0, 1));
        assertThat(await(() -> journal.evict(partition, List.of(key, key), List.of())))
                .isEqualTo(1);
        assertThat(commit(1, entry(2, "op-2")).status()).isEqualTo(CommitReply.Status.COLD);

        StateSource.ColdMember tooOld = new StateSource.ColdMember(0, 0, Map.of(), false);
        assertThat(await(() -> journal.hydrate(partition, PROGRAMME, member, tooOld)))
                .isFalse();
        StateSource.ColdMember current = new StateSource.ColdMember(1, 1, Map.of("seq", "1", "x.fact", "1"), false);
        assertThat(await(() -> journal.hydrate(partition, PROGRAMME, member, current)))
                .isTrue();
        assertThat(commit(1, entry(2, "op-2")).status()).isEqualTo(CommitReply.Status.OK);
    }

    @Test
    void page_that_was_evicted_is_asked_for_before_a_new_one_is_written() {
        commit(0, entry(1, "op-1", Map.of(), List.of(new Page("tea:1", "a", true)), Map.of()));
        await(() -> journal.flushed(partition, 1, 0, 0, 1));
        String memberKey = PARTITIONS.member(partition, PROGRAMME, member);
        Journal.PageKey page = new Journal.PageKey(PARTITIONS.page(partition, PROGRAMME, member, "tea:1"), memberKey);
        Journal.PageKey none = new Journal.PageKey(PARTITIONS.page(partition, PROGRAMME, member, "tea:2"), memberKey);
        assertThat(await(() -> journal.evict(partition, List.of(), List.of(none, page))))
                .isEqualTo(1);
        Entry again = entry(2, "op-2", Map.of(), List.of(new Page("tea:1", "b", true)), Map.of());

        assertThat(commit(1, again).status()).isEqualTo(CommitReply.Status.PAGE);
        Commit asked = new Commit(partition, PROGRAMME, member, 5, 1, List.of(again), false, false, true);
        assertThat(await(() -> journal.commit(asked, link.redisMillis() + LATER))
                        .status())
                .isEqualTo(CommitReply.Status.OK);
    }

    @Test
    void hash_from_before_a_rebuild_is_cold_and_its_records_are_asked_for() {
        commit(0, entry(1, "op-1"));
        set(PARTITIONS.meta(partition), "gen", "5", "since", "5");
        set(PARTITIONS.member(partition, PROGRAMME, member), "gen", "4");

        assertThat(commit(1, entry(2, "op-2")).status()).isEqualTo(CommitReply.Status.ASK);
        await(() -> journal.load(partition, List.of(), true));
        assertThat(commit(1, entry(2, "op-2")).status()).isEqualTo(CommitReply.Status.COLD);
    }

    @Test
    void a_read_that_no_reply_comes_to_is_refused_as_unavailable() throws Exception {
        signal("-STOP");
        try {
            assertThatThrownBy(() -> journal.read(partition, PROGRAMME, member, List.of())
                            .await())
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("redis-unavailable"));
        } finally {
            signal("-CONT");
        }
        Awaitility.await().until(link::ready);
    }

    private static void signal(String which) throws Exception {
        new ProcessBuilder("kill", which, Long.toString(server.process().pid()))
                .start()
                .waitFor();
    }
}
