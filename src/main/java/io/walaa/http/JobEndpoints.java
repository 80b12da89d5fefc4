package io.walaa.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.walaa.usecase.job.Job;
import io.walaa.usecase.job.Jobs;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Long work, seen from outside. */
public final class JobEndpoints {
    private final Jobs jobs;

    public JobEndpoints(Jobs jobs) {
        this.jobs = jobs;
    }

    Future<Answer> read(Exchange exchange) {
        return jobs.read(exchange.programme(), exchange.argument(0)).map(job -> answer(200, job));
    }

    /** Cancels; a second time changes nothing, so the key is only asked for. */
    Future<Answer> cancel(Exchange exchange) {
        exchange.read(in -> true);
        CallHeaders.key(exchange.request());
        return jobs.cancel(exchange.programme(), exchange.argument(0)).map(job -> answer(200, job));
    }

    /** The answer to a request that started a job. */
    static Answer started(Job job) {
        return answer(202, job).with("Location", "/v1/jobs/" + job.id());
    }

    private static Answer answer(int status, Job job) {
        return Answer.json(status, json -> write(json, job));
    }

    private static void write(JsonGenerator json, Job job) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", job.id());
        json.writeStringField("kind", job.kind());
        json.writeStringField("state", job.state());
        json.writeNumberField("done", job.done());
        json.writeNumberField("total", job.total());
        json.writeFieldName("result");
        if (job.result() == null) {
            json.writeNull();
        } else {
            json.writeRawValue(job.result().encode());
        }
        json.writeStringField("createdAt", job.createdAt().toString());
        json.writeStringField("startedAt", text(job.startedAt()));
        json.writeStringField("endedAt", text(job.endedAt()));
        json.writeEndObject();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
