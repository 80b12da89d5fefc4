package io.walaa;

import io.vertx.core.Future;
import io.walaa.access.IssueKey;
import io.walaa.access.MemberTokens;
import io.walaa.access.Scope;
import io.walaa.config.Settings;
import io.walaa.store.embedded.PrivateFile;
import io.walaa.usecase.member.ExternalId;
import io.walaa.usecase.member.FindMember;
import io.walaa.usecase.member.SeedExample;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Makes a server on embedded stores something to try at once: the example programme with its members, and a file with
 * the addresses and a key for the shell. What is there already stays.
 */
final class FirstStart {
    private static final String FILE = "dev.env";
    private static final String KEY = "WALAA_API_KEY";

    private final Settings settings;
    private final SeedExample seed;
    private final IssueKey keys;
    private final FindMember members;
    private final MemberTokens tokens;

    FirstStart(Settings settings, SeedExample seed, IssueKey keys, FindMember members, MemberTokens tokens) {
        this.settings = settings;
        this.seed = seed;
        this.keys = keys;
        this.members = members;
        this.tokens = tokens;
    }

    /**
     * Seeds and writes the file.
     *
     * @param url where the API listens
     * @param managementUrl where health and metrics are
     * @return what to paste into a shell; null if the stores are the operator's own, which are left alone
     */
    Future<@Nullable String> prepare(String url, String managementUrl) {
        if (settings.stores().postgres().isPresent()
                || settings.stores().redis().isPresent()) {
            return Future.succeededFuture(null);
        }
        Path file = settings.dataFolder().resolve(FILE);
        return seed.seed().compose(seeded -> key(file)).compose(key -> {
            if (key == null) {
                return Future.succeededFuture(null);
            }
            write(file, url, managementUrl, key);
            return screen(url).map(screen -> screen + tryIt(file));
        });
    }

    /** Where the first member's screen is, with what opens it; nothing if people removed that member. */
    private Future<String> screen(String url) {
        return members.find(SeedExample.PROGRAMME, new ExternalId("card", SeedExample.FIRST_CARD))
                .map(member ->
                        screen(url, tokens.issue(SeedExample.PROGRAMME, member).text()))
                .otherwise("");
    }

    private String screen(String url, String token) {
        return """

                افتح شاشة العضو هذه واتركها مفتوحة وأنت تجرّب (صالحة %1$d دقيقة):
                Open this member's screen and leave it open while you try (good for %1$d minutes):

                %2$s/demo/live#token=%3$s
                """.formatted(settings.deployment().memberToken().toMinutes(), url, token);
    }

    private Future<@Nullable String> key(Path file) {
        String kept = read(file).getProperty(KEY);
        EnumSet<Scope> every = EnumSet.complementOf(EnumSet.of(Scope.ME));
        return kept != null
                ? Future.succeededFuture(kept)
                : keys.issue(SeedExample.PROGRAMME, "development", every, null);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try {
            if (Files.exists(file)) {
                properties.load(new StringReader(Files.readString(file).replace("export ", "")));
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String url, String managementUrl, String key) {
        try {
            PrivateFile.write(file, """
                    export WALAA_URL=%s
                    export WALAA_MANAGEMENT_URL=%s
                    export WALAA_API_KEY=%s
                    export WALAA_PROGRAMME=%s
                    """.formatted(url, managementUrl, key, SeedExample.PROGRAMME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tryIt(Path file) {
        return """

                ولاء جاهز. جرّبه في نافذة أوامر أخرى:
                Walaa is ready. Try it in another shell:

                . %s
                AUTH="Authorization: Bearer $WALAA_API_KEY"; JSON="Content-Type: application/json"
                MEMBER=$(curl -s "$WALAA_URL/v1/members?externalId=card:7001" -H "$AUTH" | grep -o 'mem_[0-9a-z]*' | head -1)
                NOW=$(date -u +%%Y-%%m-%%dT%%H:%%M:%%SZ); ID=$(date +%%s)

                curl -s $WALAA_URL/v1/events -H "$AUTH" -H "$JSON" -d '{"type":"purchase","id":"till7-'$ID'","source":"till7",
                  "member":"'$MEMBER'","occurredAt":"'$NOW'","channel":"store","store":"hawalli","order":{"id":"A-'$ID'","currency":"KWD",
                  "lines":[{"id":"1","sku":"latte","category":"coffee","quantity":2,"unitPrice":"1.750"}],
                  "tax":"0.000","shipping":"0.000","tenders":[{"type":"card","amount":"3.500"}]}}'; echo
                curl -s $WALAA_URL/v1/members/$MEMBER/state -H "$AUTH"; echo
                curl -s $WALAA_URL/v1/members/$MEMBER/redeem -H "$AUTH" -H "$JSON" -H "Idempotency-Key: redeem-$ID" \\
                  -d '{"unit":"points","amount":30,"reference":"order A-'$ID'"}'; echo
                curl -s $WALAA_URL/v1/members/$MEMBER/statement -H "$AUTH"; echo

                """.formatted(file);
    }
}
