package io.walaa.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.walaa.json.Canonical;
import io.walaa.json.InvalidInput;
import io.walaa.json.Json;
import io.walaa.member.MemberId;
import io.walaa.programme.EventBody;
import io.walaa.programme.MemberReference;
import io.walaa.usecase.Call;
import io.walaa.usecase.Receipt;
import io.walaa.usecase.RecordEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;

/**
 * {@code POST /v1/events/batch}: lines in, lines out. First every name is resolved, so that a member's events meet in
 * one queue whatever they are addressed by; then each queue keeps a window of events in its member's lane, in order.
 */
public final class EventBatch {
    private static final int LINES_MAX = 1_000;
    private static final int WINDOW = 64;

    private final RecordEvent record;
    private final RecordEvent.Members members;
    private final Messages messages;

    public EventBatch(RecordEvent record, RecordEvent.Members members, Messages messages) {
        this.record = record;
        this.members = members;
        this.messages = messages;
    }

    /** One line: its event, or why it has none, and what came of it. */
    private record Line(EventBody body, Call call, Promise<Receipt> receipt) {
        Line of(MemberId member) {
            MemberReference reference = new MemberReference(member, null, null);
            return new Line(new EventBody(body.id(), body.source(), reference, body.event()), call, receipt);
        }
    }

    Future<Answer> record(Exchange exchange) {
        List<Future<Receipt>> receipts = new ArrayList<>();
        List<Line> good = new ArrayList<>();
        for (byte[] text : Lines.of(exchange.body().getBytes(), LINES_MAX)) {
            Promise<Receipt> receipt = Promise.promise();
            receipts.add(receipt.future());
            try {
                JsonNode json = Json.read(text);
                good.add(new Line(EventBody.from(json), exchange.eventCall(Canonical.text(json)), receipt));
            } catch (InvalidInput invalid) {
                receipt.fail(invalid);
            }
        }
        resolve(exchange.programme(), good);
        Locale language = exchange.language();
        return Future.join(receipts).<Answer>transform(all -> Future.succeededFuture(answer(receipts, language)));
    }

    private void resolve(String programme, List<Line> lines) {
        Map<MemberReference, Future<MemberId>> names = new HashMap<>();
        for (Line line : lines) {
            names.computeIfAbsent(line.body.member(), name -> members.resolve(programme, name));
        }
        Future.join(List.copyOf(names.values())).onComplete(all -> {
            Map<MemberId, Queue<Line>> queues = new HashMap<>();
            for (Line line : lines) {
                Future<MemberId> found = requireNonNull(names.get(line.body.member()));
                if (found.succeeded()) {
                    queues.computeIfAbsent(found.result(), member -> new ArrayDeque<>())
                            .add(line.of(found.result()));
                } else {
                    line.receipt.fail(found.cause());
                }
            }
            queues.values().forEach(queue -> {
                for (int i = 0; i < WINDOW; i++) {
                    next(queue);
                }
            });
        });
    }

    private void next(Queue<Line> queue) {
        Line line = queue.poll();
        if (line != null) {
            record.record(line.call, line.body).onComplete(done -> {
                line.receipt.handle(done);
                next(queue);
            });
        }
    }

    private Answer answer(List<Future<Receipt>> receipts, Locale language) {
        Buffer lines = Buffer.buffer(receipts.size() * 400);
        for (int i = 0; i < receipts.size(); i++) {
            lines.appendBuffer(line(i + 1, receipts.get(i), language)).appendByte((byte) '\n');
        }
        return new Answer(200, MediaTypes.LINES, lines);
    }

    private Buffer line(int number, Future<Receipt> done, Locale language) {
        return Answer.buffer(json -> {
            json.writeStartObject();
            json.writeNumberField("line", number);
            if (done.succeeded()) {
                json.writeNumberField("status", ReceiptReply.eventStatus(done.result()));
                json.writeFieldName("reply");
                ReceiptReply.writeEvent(json, done.result());
            } else {
                Problem problem = Problem.of(done.cause());
                json.writeNumberField("status", problem.status());
                json.writeFieldName("problem");
                problem.write(json, messages, language, "/v1/events/batch#" + number);
            }
            json.writeEndObject();
        });
    }
}
