package io.walaa.usecase.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.walaa.decision.Refusal;
import io.walaa.fixture.TestPostgres;
import io.walaa.store.postgres.JobTable;
import io.walaa.store.postgres.ProgrammeTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static Pool pool;
    private static Jobs jobs;
    private static Jobs otherNode;

    @BeforeAll
    static void start() {
        pool = TestPostgres.database().pool(VERTX);
        ProgrammeTable.create(pool, "p").await();
        ProgrammeTable.create(pool, "q").await();
        jobs = new Jobs(VERTX, pool, 50);
        otherNode = new Jobs(VERTX, pool, 50);
    }

    @AfterAll
    static void stop() {
        jobs.close();
        otherNode.close();
        pool.close().await();
        VERTX.close().await();
    }

    @Test
    void job_tells_its_progress_and_its_result_on_every_node() {
        Promise<JsonObject> result = Promise.promise();
        Job job = jobs.start("p", "count", "till", progress -> {
                    progress.total(10);
                    progress.done(4);
                    return result.future();
                })
                .await();

        await().until(() -> otherNode.read("p", job.id()).await().done() == 4);
        assertThat(otherNode.read("p", job.id()).await().state()).isEqualTo("running");

        result.complete(new JsonObject().put("found", 3));
        await().until(() -> otherNode.read("p", job.id()).await().state().equals("done"));
        Job done = otherNode.read("p", job.id()).await();
        assertThat(done.result()).isEqualTo(new JsonObject().put("found", 3));
        assertThat(done.total()).isEqualTo(10);
        assertThat(done.endedAt()).isNotNull();
    }

    @Test
    void job_is_cancelled_from_another_node() {
        Job job = jobs.start("p", "long", "till", JobsTest::untilCancelled).await();
        await().until(() -> jobs.read("p", job.id()).await().state().equals("running"));

        otherNode.cancel("p", job.id()).await();

        await().until(() -> jobs.read("p", job.id()).await().state().equals("cancelled"));
    }

    private static Future<JsonObject> untilCancelled(JobProgress progress) {
        progress.goOn();
        return VERTX.timer(5).compose(waited -> untilCancelled(progress));
    }

    @Test
    void job_that_breaks_fails_and_leaves_room_for_the_next() {
        List<Job> broken = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            broken.add(jobs.start("p", "broken", "till", progress -> {
                        throw new IllegalStateException("broken on purpose");
                    })
                    .await());
        }
        Job good = jobs.start("p", "good", "till", progress -> Future.succeededFuture(new JsonObject()))
                .await();

        await().until(() -> jobs.read("p", good.id()).await().state().equals("done"));
        assertThat(broken)
                .allSatisfy(job ->
                        assertThat(jobs.read("p", job.id()).await().state()).isEqualTo("failed"));
    }

    @Test
    void job_of_a_node_that_died_fails() {
        JobTable.insert(pool, "job_orphan", "p", "import", "till").await();
        JobTable.start(pool, "job_orphan").await();
        pool.query("update job set beat_at = now() - interval '31 seconds' where id = 'job_orphan'")
                .execute()
                .await();

        JobTable.failAbandoned(pool, Duration.ofSeconds(30)).await();

        Job job = jobs.read("p", "job_orphan").await();
        assertThat(job.state()).isEqualTo("failed");
        assertThat(job.result()).isEqualTo(new JsonObject().put("code", "node-lost"));
    }

    @Test
    void another_tenants_job_is_not_found() {
        Job job = jobs.start("p", "mine", "till", progress -> Future.succeededFuture(new JsonObject()))
                .await();

        assertThatThrownBy(() -> jobs.read("q", job.id()).await()).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> jobs.cancel("q", job.id()).await()).isInstanceOf(Refusal.class);
    }
}
