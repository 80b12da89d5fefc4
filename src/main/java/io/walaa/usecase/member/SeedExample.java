package io.walaa.usecase.member;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.walaa.member.MemberId;
import io.walaa.programme.Programme;
import io.walaa.programme.ProgrammeDocument;
import io.walaa.store.postgres.ProgrammeTable;
import io.walaa.usecase.OperationKeys;
import io.walaa.usecase.Postgres;
import io.walaa.usecase.programme.CreateProgramme;
import io.walaa.usecase.programme.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Fills an empty deployment with the example: a coffee shop in Kuwait and twenty of its members, cards 7001 to 7020.
 * All of it or nothing, so a first start that was interrupted begins anew, and what people delete never comes back.
 */
public final class SeedExample {
    public static final String PROGRAMME = "nakheel";

    /** The card of the first member. */
    public static final String FIRST_CARD = "7001";

    private static final String FILE = "/programmes/nakheel.yaml";
    private static final String AUTHOR = "example";

    /** Name, locale, city. */
    private static final List<String> MEMBERS = List.of(
            "نورة العتيبي,ar-KW,Hawalli",
            "فهد المطيري,ar-KW,Salmiya",
            "مريم الكندري,ar-KW,Kuwait City",
            "Sara Thomas,en-GB,Salmiya",
            "يوسف الرشيدي,ar-KW,Farwaniya",
            "دانة الصباح,ar-KW,Kuwait City",
            "James Mathew,en-IN,Mangaf",
            "عبدالله العنزي,ar-KW,Jahra",
            "لطيفة البلوشي,ar-KW,Hawalli",
            "Maria Santos,en-PH,Fahaheel",
            "خالد العجمي,ar-KW,Ahmadi",
            "شيخة الدوسري,ar-KW,Mishref",
            "Omar Haddad,en-US,Salmiya",
            "هيا الشمري,ar-KW,Jahra",
            "بدر الفضلي,ar-KW,Farwaniya",
            "Priya Nair,en-IN,Abbasiya",
            "منيرة العازمي,ar-KW,Rumaithiya",
            "سالم الهاجري,ar-KW,Ahmadi",
            "Emily Clarke,en-GB,Mangaf",
            "غنيمة الخالدي,ar-KW,Mishref");

    private final Vertx vertx;
    private final Pool pool;
    private final Directory directory;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random a secure one */
    public SeedExample(Vertx vertx, Pool pool, OperationKeys keys, InstantSource clock, RandomGenerator random) {
        this.vertx = vertx;
        this.pool = pool;
        this.directory = new Directory(keys);
        this.clock = clock;
        this.random = random;
    }

    /** Seeds a deployment that has no programme; whether it did. */
    public Future<Boolean> seed() {
        Source source = new Source(document(), "yaml");
        return vertx.executeBlocking(() -> ProgrammeDocument.yaml(source.text()).programme(), false)
                .compose(rules -> Postgres.orUnavailable(pool.withTransaction(transaction -> ProgrammeTable.any(
                                transaction)
                        .compose(any -> any
                                ? Future.succeededFuture(false)
                                : CreateProgramme.create(transaction, PROGRAMME, source, AUTHOR))
                        .compose(fresh ->
                                fresh ? members(transaction, rules, 0).map(true) : Future.succeededFuture(false)))));
    }

    private Future<Void> members(SqlConnection transaction, Programme rules, int index) {
        if (index == MEMBERS.size()) {
            return Future.succeededFuture();
        }
        // a millisecond apart, so that the list shows them in this order
        MemberId id = MemberId.create(clock.millis() + index - MEMBERS.size(), random);
        MemberContent content = MemberContent.read(body(index), rules);
        return directory
                .insert(transaction, PROGRAMME, rules, id, content)
                .compose(inserted -> members(transaction, rules, index + 1));
    }

    private static ObjectNode body(int index) {
        String[] member = MEMBERS.get(index).split(",");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", member[0]);
        body.put("locale", member[1]);
        body.put("timeZone", "Asia/Kuwait");
        body.putObject("attributes").put("city", member[2]);
        body.putArray("externalIds")
                .addObject()
                .put("type", "card")
                .put("value", Integer.toString(Integer.parseInt(FIRST_CARD) + index));
        return body;
    }

    private static String document() {
        try (InputStream in = SeedExample.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("no " + FILE + " in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
