package io.walaa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.walaa.decision.EntryId;
import io.walaa.decision.Moment;
import io.walaa.decision.Trace;
import io.walaa.http.ReplyStep;
import io.walaa.journal.AckLevel;
import io.walaa.journal.CommitIds;
import io.walaa.journal.CommitStep;
import io.walaa.journal.Entry;
import io.walaa.journal.EntryBody;
import io.walaa.journal.OperationKey;
import io.walaa.journal.Position;
import io.walaa.json.Canonical;
import io.walaa.json.Json;
import io.walaa.member.Decided;
import io.walaa.member.MemberFields;
import io.walaa.member.MemberId;
import io.walaa.member.MemberState;
import io.walaa.programme.EventBody;
import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.programme.command.RecordActivity;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What each step of one purchase costs inside the server, alone and warm: CPU time of one thread and bytes allocated, so
 * that a busy machine disturbs little. Argument: {@code operations=}.
 */
public final class Steps {
    private static final String PROGRAMME = "nakheel";

    private final com.sun.management.ThreadMXBean thread =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final int operations;
    private Object kept = "";

    private Steps(int operations) {
        this.operations = operations;
    }

    public static void main(String[] words) throws IOException {
        new Steps(Arguments.of(words).number("operations", 100_000)).run();
    }

    private void run() throws IOException {
        Programme programme;
        try (InputStream in = Steps.class.getResourceAsStream("/programmes/" + PROGRAMME + ".yaml")) {
            programme = ProgrammeDocument.yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8)).programme();
        }
        MemberId member = new MemberId(Members.id(7));
        Instant now = Instant.ofEpochSecond(System.currentTimeMillis() / 1000);
        byte[] bytes = Template.event()
                .replace("mem_################", member.value())
                .replace("$$$$$$$$$$$$$$$$", "0123456789abcdef")
                .replace("@@@@-@@-@@T@@:@@:@@Z", now.toString())
                .getBytes(StandardCharsets.UTF_8);
        MemberState state = MemberFields.read(
                member,
                Map.of("seq", "12", "at", "9", "gen", "1", "t", "1790000000000", "l.points.tltj8g", "500",
                        "l.points.tnok6g", "500"));
        OperationKeys keys = new OperationKeys(new byte[32]);
        CommitIds ids = new CommitIds();
        CommitStep commit = new CommitStep();

        JsonNode json = Json.read(bytes);
        EventBody event = EventBody.from(json);
        String canonical = Canonical.text(json);
        OperationKey key = keys.event(PROGRAMME, event.source(), "purchase", event.id(), canonical);
        String commitId = ids.next();
        Moment moment = new Moment(now, new EntryId(member.body(), 13, Entry.mark(commitId)), Trace.off());
        Decided decided = new RecordActivity(event.event()).decide(programme, state, moment, Map.of());
        Map<String, String> note = Map.of("id", event.id(), "source", event.source(), "reference", event.id());
        Entry entry = new Entry(
                PROGRAMME, member, 13, commitId, key, "purchase", now.toEpochMilli() - 5, now.toEpochMilli(), 1,
                decided.decision(), note);
        Receipt receipt = new Receipt(entry, new Position(3, 99), AckLevel.DISK, false, false, Trace.off());
        System.out.println("request " + bytes.length + " B, entry " + EntryBody.write(entry).length() + " B, note "
                + EntryBody.writeNote(note).length() + " B");

        step("read the body", () -> Json.read(bytes));
        step("check it and make a purchase of it", () -> EventBody.from(json));
        step("canonical form", () -> Canonical.text(json));
        step("operation key and body hash", () ->
                keys.event(PROGRAMME, event.source(), "purchase", event.id(), canonical));
        step("decide", () -> new RecordActivity(event.event()).decide(programme, state, moment, Map.of()));
        step("write the entry", () -> EntryBody.write(entry) + EntryBody.writeNote(note));
        step("commit's arguments, entry included", () -> commit.request(entry));
        step("write the reply", () -> ReplyStep.event(receipt));
        step("read the state of a member (a cache miss)", () -> MemberFields.read(
                member,
                Map.of("seq", "12", "at", "9", "gen", "1", "t", "1790000000000", "l.points.tltj8g", "500",
                        "l.points.tnok6g", "500")));
    }

    private void step(String name, Supplier<Object> work) {
        for (int i = 0; i < operations; i++) {
            kept = work.get();
        }
        double best = Double.MAX_VALUE;
        double bytes = 0;
        for (int round = 0; round < 5; round++) {
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long start = thread.getCurrentThreadCpuTime();
            for (int i = 0; i < operations / 5; i++) {
                kept = work.get();
            }
            best = Math.min(best, (thread.getCurrentThreadCpuTime() - start) / 1e3 / (operations / 5));
            bytes = (thread.getCurrentThreadAllocatedBytes() - allocated) / (double) (operations / 5);
        }
        System.out.printf("%-44s %6.2f us %8.0f B%n", name, best, bytes);
    }
}
