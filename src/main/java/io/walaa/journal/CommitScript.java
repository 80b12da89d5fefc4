package io.walaa.journal;

import io.vertx.redis.client.Request;
import io.walaa.decision.Page;
import io.walaa.store.redis.RedisLink;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes a commit to {@code lua/journal/commit.lua}, in the order of its contract. */
final class CommitScript {
    private static final int AWAITS_LEDGER = 1;
    private static final int RECORDS_ASKED = 2;
    private static final int PAGES_ASKED = 4;

    private final Partitions partitions;
    private final BacklogCaps caps;
    private final RecordLife life;

    CommitScript(Partitions partitions, BacklogCaps caps, RecordLife life) {
        this.partitions = partitions;
        this.caps = caps;
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

    Request request(String sha, Commit commit, long latestMillis) {
        int partition = commit.partition();
        List<Entry> entries = commit.entries();
        Writes writes = new Writes(entries);
        Request request = RedisLink.call(sha, 4 + entries.size() + writes.pages.size() + writes.codes.size())
                .arg(partitions.meta(partition))
                .arg(partitions.journal(partition))
                .arg(partitions.member(partition, commit.programme(), commit.member()))
                .arg(partitions.wake(partition));
        for (Entry entry : entries) {
            request.arg(partitions.record(
                    partition,
                    commit.programme(),
                    commit.member(),
                    entry.operation().id()));
        }
        writes.pages
                .keySet()
                .forEach(name -> request.arg(partitions.page(partition, commit.programme(), commit.member(), name)));
        writes.codes.keySet().forEach(hash -> request.arg(partitions.code(partition, commit.programme(), hash)));

        request.arg(commit.generation())
                .arg(latestMillis)
                .arg(caps.entries())
                .arg(caps.bytes())
                .arg(caps.ageMillis())
                .arg(commit.baseSeq())
                .arg(flags(commit))
                .arg(entries.size())
                .arg(writes.fields.size() - writes.deleted)
                .arg(writes.deleted)
                .arg(writes.pages.size())
                .arg(writes.codes.size());
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
        return request;
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
