package io.walaa.journal;

import io.vertx.redis.client.Request;
import io.walaa.decision.Page;
import io.walaa.member.MemberId;
import io.walaa.store.redis.RedisLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes commits to {@code lua/journal/commit.lua}, in the order of its contract. */
final class CommitScript {
    private static final int AWAITS_LEDGER = 1;
    private static final int RECORDS_ASKED = 2;
    private static final int PAGES_ASKED = 4;

    private final Partitions partitions;
    private final String capsText;
    private final RecordLife life;

    CommitScript(Partitions partitions, BacklogCaps caps, RecordLife life) {
        this.partitions = partitions;
        this.capsText = caps.entries() + " " + caps.bytes() + " " + caps.ageMillis();
        this.life = life;
    }

    /** What a batch leaves behind in one go: the last write of each field, page and code wins. */
    private static final class Writes {
        private final Map<String, @Nullable String> fields = new HashMap<>();
        private final Map<String, NumberedPage> pages = new LinkedHashMap<>();
        private final Map<String, String> codes = new LinkedHashMap<>();
        private int deleted;

        Writes(List<Entry> entries) {
            for (int i = 0; i < entries.size(); i++) {
                fields.putAll(entries.get(i).decision().fields());
                codes.putAll(entries.get(i).decision().codes());
                for (Page page : entries.get(i).decision().pages()) {
                    NumberedPage before = pages.get(page.name());
                    boolean fresh = before == null ? page.fresh() : before.fresh();
                    pages.put(page.name(), new NumberedPage(i + 1, fresh, page.content()));
                }
            }
            for (String value : fields.values()) {
                deleted += value == null ? 1 : 0;
            }
        }
    }

    private record NumberedPage(int operation, boolean fresh, String content) {}

    /** One call for commits of the same partition and generation. */
    Request request(String sha, List<TimedCommit> commits) {
        Commit first = commits.get(0).commit();
        int partition = first.partition();
        List<Writes> writes = new ArrayList<>(commits.size());
        int keys = 3;
        for (TimedCommit timed : commits) {
            Writes left = new Writes(timed.commit().entries());
            writes.add(left);
            keys += 1 + timed.commit().entries().size() + left.pages.size() + left.codes.size();
        }
        Request request = RedisLink.call(sha, keys)
                .arg(partitions.meta(partition))
                .arg(partitions.journal(partition))
                .arg(partitions.wake(partition));
        for (int i = 0; i < commits.size(); i++) {
            keys(request, commits.get(i).commit(), writes.get(i));
        }
        request.arg(first.generation()).arg(capsText).arg(commits.size());
        for (int i = 0; i < commits.size(); i++) {
            arguments(request, commits.get(i), writes.get(i));
        }
        return request;
    }

    private void keys(Request request, Commit commit, Writes writes) {
        int partition = commit.partition();
        String programme = commit.programme();
        MemberId member = commit.member();
        request.arg(partitions.member(partition, programme, member));
        for (Entry entry : commit.entries()) {
            request.arg(partitions.record(
                    partition, programme, member, entry.operation().id()));
        }
        writes.pages.keySet().forEach(name -> request.arg(partitions.page(partition, programme, member, name)));
        writes.codes.keySet().forEach(hash -> request.arg(partitions.code(partition, programme, hash)));
    }

    private void arguments(Request request, TimedCommit timed, Writes writes) {
        Commit commit = timed.commit();
        List<Entry> entries = commit.entries();
        request.arg(timed.latestMillis()
                + " " + commit.baseSeq()
                + " " + flags(commit)
                + " " + entries.size()
                + " " + (writes.fields.size() - writes.deleted)
                + " " + writes.deleted
                + " " + writes.pages.size()
                + " " + writes.codes.size());
        fields(request, writes);
        for (Entry entry : entries) {
            request.arg(EntryBody.bytes(entry))
                    .arg(EntryBody.writeNote(entry.note()))
                    .arg(entry.commitId())
                    .arg(entry.operation().body())
                    .arg(life.millis(entry.operation().kind()));
        }
        writes.pages
                .values()
                .forEach(page -> request.arg(page.operation())
                        .arg(page.fresh() ? "1" : "0")
                        .arg(page.content()));
        writes.codes.values().forEach(request::arg);
    }

    private static void fields(Request request, Writes writes) {
        writes.fields.forEach((name, value) -> {
            if (value != null) {
                request.arg(name).arg(value);
            }
        });
        writes.fields.forEach((name, value) -> {
            if (value == null) {
                request.arg(name);
            }
        });
    }

    private static int flags(Commit commit) {
        return (commit.awaitsLedger() ? AWAITS_LEDGER : 0)
                + (commit.recordsAsked() ? RECORDS_ASKED : 0)
                + (commit.pagesAsked() ? PAGES_ASKED : 0);
    }
}
