package io.walaa.usecase.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import io.walaa.decision.Refusal;
import io.walaa.fixture.TestPostgres;
import io.walaa.json.InvalidInput;
import io.walaa.store.postgres.PostgresNotices;
import io.walaa.store.postgres.ProgrammeTable;
import io.walaa.usecase.Call;
import io.walaa.usecase.OperationKeys;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProgrammesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestPostgres POSTGRES = TestPostgres.database();
    private static Pool pool;
    private static PublishProgramme publish;
    private static CreateProgramme create;
    private static ReadProgramme read;
    private static int calls;

    @BeforeAll
    static void start() {
        pool = POSTGRES.pool(VERTX);
        publish = new PublishProgramme(VERTX, pool, new OperationKeys(new byte[32]));
        create = new CreateProgramme(VERTX, pool);
        read = new ReadProgramme(pool);
    }

    @AfterAll
    static void stop() {
        pool.close().await();
        VERTX.close().await();
    }

    @Test
    void programme_is_created_once() {
        List<Future<Boolean>> together = IntStream.range(0, 8)
                .mapToObj(i -> create.create("once", document("once", 10), "test"))
                .toList();

        assertThat(together.stream().filter(made -> made.await())).hasSize(1);
        assertThat(read.active("once").await().n()).isEqualTo(1);
    }

    @Test
    void published_version_is_active_on_every_node_within_a_second() {
        create.create("seen", document("seen", 10), "test").await();
        try (NodeProgrammes one = NodeProgrammes.start(VERTX, pool).await();
                NodeProgrammes other = NodeProgrammes.start(VERTX, pool).await();
                PostgresNotices notices = new PostgresNotices(VERTX, POSTGRES.options())) {
            notices.listen(ProgrammeTable.CHANNEL, programme -> other.look(), other::look);
            notices.start().await();

            publish.publish(call("seen"), document("seen", 20), 1, "me", "more points", Activation.NOW)
                    .await();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> other.require("seen").version() == 2);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> one.require("seen").version() == 2);
        }
    }

    @Test
    void version_that_does_not_load_keeps_the_one_before_it_and_shows_as_a_fault() {
        create.create("bad", document("bad", 10), "test").await();
        try (NodeProgrammes node = NodeProgrammes.start(VERTX, pool).await()) {
            pool.preparedQuery("""
                            insert into programme_version (programme, n, document, format, hash, author, note, activates_at)
                            values ('bad', 2, $1, 'yaml', '', 'newer server', '', clock_timestamp())
                            """)
                    .execute(Tuple.of("name: bad\nnew-thing: true\n"))
                    .await();
            node.look();

            await().until(() -> node.faults().containsKey("bad"));
            assertThat(node.faults().get("bad").version()).isEqualTo(2);
            assertThat(node.require("bad").version()).isEqualTo(1);

            publish.publish(call("bad"), document("bad", 30), -1, "me", "", Activation.NOW)
                    .await();
            node.look();

            await().until(() -> node.require("bad").version() == 3);
            assertThat(node.faults()).doesNotContainKey("bad");
        }
    }

    @Test
    void older_version_can_be_activated_again() {
        create.create("back", document("back", 10), "test").await();
        publish.publish(call("back"), document("back", 20), 1, "me", "", Activation.NOW)
                .await();

        publish.activate(call("back"), 1, 2, Activation.NOW).await();

        ReadProgramme.Versions versions = read.versions("back", 0, 10).await();
        assertThat(versions.active()).isEqualTo(1);
        assertThat(versions.versions())
                .extracting(ReadProgramme.DocumentVersion::n)
                .containsExactly(2, 1);
        assertThat(read.active("back").await().source().text()).contains("points: 10");
    }

    @Test
    void edit_of_a_version_that_is_not_active_any_more_is_refused() {
        create.create("edit", document("edit", 10), "test").await();
        publish.publish(call("edit"), document("edit", 20), 1, "me", "", Activation.NOW)
                .await();

        assertThatThrownBy(() -> publish.publish(call("edit"), document("edit", 30), 1, "me", "", Activation.NOW)
                        .await())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.EDITED));
    }

    @Test
    void repeated_publication_makes_one_version() {
        create.create("repeat", document("repeat", 10), "test").await();
        Call call = call("repeat");

        PublishProgramme.Published first = publish.publish(call, document("repeat", 20), 1, "me", "", Activation.NOW)
                .await();
        PublishProgramme.Published second = publish.publish(call, document("repeat", 20), 1, "me", "", Activation.NOW)
                .await();

        assertThat(first).isEqualTo(new PublishProgramme.Published(2, true, false));
        assertThat(second).isEqualTo(new PublishProgramme.Published(2, true, true));
    }

    @Test
    void document_of_another_programme_is_refused_at_its_name() {
        assertThatThrownBy(
                        () -> publish.validate("nakheel", document("other", 10)).await())
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.errors().get(0).pointer()).isEqualTo("/name"));
    }

    @Test
    void changes_between_versions_name_the_rule() {
        create.create("diff", document("diff", 10), "test").await();
        publish.publish(call("diff"), document("diff", 20), 1, "me", "", Activation.NOW)
                .await();

        List<DocumentChange> changes = read.changes("diff", 2).await();

        assertThat(changes).extracting(DocumentChange::pointer).containsExactly("/rules/base/points");
    }

    private static Call call(String programme) {
        return new Call(programme, "key-" + calls++, "PUT /v1/programme", null, false, false);
    }

    private static Source document(String name, int points) {
        return new Source("""
                name: %s
                title: {en: Shop}
                timeZone: Asia/Kuwait
                currency: KWD
                locales: [en]
                units: {points: {title: {en: points}}}
                rules:
                  - {id: base, kind: spend, title: {en: base}, unit: points, points: %d, per: "1.000"}
                """.formatted(name, points), "yaml");
    }
}
