package io.walaa.usecase.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.walaa.decision.Refusal;
import io.walaa.fixture.TestPostgres;
import io.walaa.json.InputError;
import io.walaa.json.InvalidInput;
import io.walaa.json.Json;
import io.walaa.member.MemberId;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.MemberReference;
import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.store.postgres.ProgrammeTable;
import io.walaa.usecase.Call;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.member.CreateMember.Created;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final OperationKeys KEYS = new OperationKeys(new byte[32]);
    private static final Programme CLOSED = programme("closed", false);
    private static final Programme OPEN = programme("open", true);
    private static Pool pool;
    private static CreateMember create;
    private static ReadProfile read;
    private static FindMember find;
    private static int calls;

    @BeforeAll
    static void start() {
        pool = TestPostgres.database().pool(VERTX);
        create = new CreateMember(pool, KEYS, InstantSource.system(), new SecureRandom());
        read = new ReadProfile(pool, KEYS);
        find = new FindMember(
                pool, KEYS, create, name -> new ActiveProgramme(name.equals("open") ? OPEN : CLOSED, 1), 100);
        for (String name : List.of("closed", "open", "listed")) {
            ProgrammeTable.create(pool, name).await();
        }
    }

    @AfterAll
    static void stop() {
        pool.close().await();
        VERTX.close().await();
    }

    @Test
    void thirty_two_creates_of_one_card_make_one_member() {
        List<Future<Created>> together = IntStream.range(0, 32)
                .mapToObj(i -> create.create(call("closed"), CLOSED, card("race")))
                .toList();

        int made = 0;
        for (Future<Created> one : together) {
            try {
                one.await();
                made++;
            } catch (Refusal refusal) {
                assertThat(refusal.code()).isEqualTo("external-id-taken");
            }
        }
        assertThat(made).isEqualTo(1);
    }

    @Test
    void thirty_two_creates_under_one_key_make_one_member() {
        Call call = call("closed");

        List<Created> created =
                IntStream.range(0, 32).mapToObj(i -> create.create(call, CLOSED, card("once"))).toList().stream()
                        .map(one -> one.await())
                        .toList();

        assertThat(created.stream().map(one -> one.profile().id()).distinct()).hasSize(1);
        assertThat(created.stream().filter(one -> !one.replayed())).hasSize(1);
    }

    @Test
    void key_of_another_request_is_refused() {
        Call call = call("closed");
        create.create(call, CLOSED, card("first")).await();
        Call other = new Call("closed", call.key(), "another body", null, false, false);

        assertThatThrownBy(() -> create.create(other, CLOSED, card("second")).await())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("idempotency-key-reused"));
    }

    @Test
    void dry_run_creates_nobody() {
        Call call = new Call("closed", "", "", null, true, false);

        Profile would = create.create(call, CLOSED, card("dry")).await().profile();

        assertThat(would.content().externalIds()).containsExactly(new ExternalId("card", "dry"));
        assertThatThrownBy(() -> read.read("closed", would.id()).await()).isInstanceOf(Refusal.class);
        assertThatThrownBy(
                        () -> read.read("closed", new ExternalId("card", "dry")).await())
                .isInstanceOf(Refusal.class);
    }

    @Test
    void member_is_read_as_it_was_written() {
        ObjectNode body = (ObjectNode) Json.read("""
                {"externalIds":[{"type":"card","value":"full"},{"type":"email","value":"Noura@Example.com"}],
                 "locale":"ar-KW","timeZone":"Asia/Kuwait","name":"نورة","email":"noura@example.com","phone":"+96512345678",
                 "birthDate":"1990-02-28","attributes":{"city":"Hawalli","shoe-size":38.5,"vip":true},
                 "consents":{"email":true,"sms":false},
                 "preferences":{"digits":"arabic","quietHours":{"from":"22:00","to":"08:00"}}}
                """);

        Profile made = create.create(call("closed"), CLOSED, MemberContent.read(body, CLOSED))
                .await()
                .profile();

        Profile back = read.read("closed", made.id()).await();
        assertThat(back.content().json()).isEqualTo(body);
        assertThat(back.version()).isEqualTo(1);
        assertThat(back.content().hot(CLOSED))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a.city", "Hawalli", "o", "ar-KW", "z", "Asia/Kuwait"));
    }

    @Test
    void everything_wrong_with_a_member_is_told_at_once() {
        String body = """
                {"externalIds":[{"type":"crad","value":"1"}],"locale":"klingon!","timeZone":"Asia/Kuwayt",
                 "attributes":{"city":7},"preferences":{"quietHours":{"from":"25:00","to":"08:00"}},"nmae":"x"}
                """;

        assertThatThrownBy(() -> MemberContent.read(Json.read(body), CLOSED))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(InputError::pointer)
                                .contains(
                                        "/externalIds/0/type",
                                        "/locale",
                                        "/timeZone",
                                        "/attributes/city",
                                        "/preferences/quietHours/from",
                                        "/nmae"));
    }

    @Test
    void phone_is_found_in_any_spelling_and_no_index_holds_it() {
        MemberId made = create.create(call("closed"), CLOSED, named("phone", "+965 5012 3456"))
                .await()
                .profile()
                .id();

        assertThat(find.find("closed", new ExternalId("phone", "0096550123456")).await())
                .isEqualTo(made);
        assertThat(find.find("closed", new ExternalId("phone", "+٩٦٥٥٠١٢٣٤٥٦")).await())
                .isEqualTo(made);
        pool.query("select lookup from member_external_id where type = 'phone'")
                .execute()
                .await()
                .forEach(row -> assertThat(row.getString(0)).doesNotContain("5012"));
    }

    @Test
    void another_tenants_member_is_nobody() {
        MemberId made = create.create(call("closed"), CLOSED, card("tenant"))
                .await()
                .profile()
                .id();

        assertNotFound(read.read("listed", made));
        assertNotFound(find.find("listed", new ExternalId("card", "tenant")));
        assertThat(create.create(call("listed"), CLOSED, card("tenant"))
                        .await()
                        .profile()
                        .id())
                .isNotEqualTo(made);
    }

    @Test
    void unknown_card_is_enrolled_once_where_the_programme_wants_it() {
        MemberReference reference = new MemberReference(null, "card", "walk-in");

        Set<MemberId> enrolled = IntStream.range(0, 32).mapToObj(i -> find.resolve("open", reference)).toList().stream()
                .map(one -> one.await())
                .collect(Collectors.toSet());

        assertThat(enrolled).hasSize(1);
        assertNotFound(find.resolve("closed", reference));
        assertNotFound(find.resolve("open", new MemberReference(null, "phone", "+96550000000")));
    }

    @Test
    void members_are_listed_newest_first_in_parts() {
        ListMembers list = new ListMembers(pool);
        AtomicLong millis = new AtomicLong(Instant.parse("2030-01-01T00:00:00Z").toEpochMilli());
        CreateMember ticking =
                new CreateMember(pool, KEYS, () -> Instant.ofEpochMilli(millis.incrementAndGet()), new SecureRandom());
        List<MemberId> made = IntStream.range(0, 5)
                .mapToObj(i -> ticking.create(call("listed"), CLOSED, card("list-" + i))
                        .await()
                        .profile()
                        .id())
                .toList();

        ListMembers.Listed first = list.list("listed", null, 3).await();
        ListMembers.Listed second = list.list("listed", first.next(), 100).await();

        assertThat(first.members()).extracting(Profile::id).containsExactly(made.get(4), made.get(3), made.get(2));
        assertThat(second.members()).extracting(Profile::id).startsWith(made.get(1), made.get(0));
        assertThat(second.next()).isNull();
        assertThat(first.members().get(0).content().externalIds()).containsExactly(new ExternalId("card", "list-4"));
    }

    private static void assertNotFound(Future<?> asked) {
        assertThatThrownBy(() -> asked.await())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("member-not-found"));
    }

    private static Call call(String programme) {
        return new Call(programme, "key-" + calls++, "POST /v1/members", null, false, false);
    }

    private static MemberContent card(String value) {
        return named("card", value);
    }

    private static MemberContent named(String type, String value) {
        return MemberContent.named(new ExternalId(type, value));
    }

    private static Programme programme(String name, boolean enrols) {
        return ProgrammeDocument.yaml("""
                        name: %s
                        title: {en: Shop}
                        timeZone: Asia/Kuwait
                        currency: KWD
                        locales: [en]
                        units: {points: {title: {en: points}}}
                        attributes: {city: text}
                        policies: {enrolUnknownCards: %s}
                        """.formatted(name, enrols)).programme();
    }
}
