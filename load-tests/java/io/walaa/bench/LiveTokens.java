package io.walaa.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Member tokens, signed here with the deployment's own secret, because ten thousand requests for them measure nothing. */
final class LiveTokens {
    private static final long LIFE_SECONDS = 3_600;

    private final ObjectMapper json = new ObjectMapper();
    private final Mac mac;

    /** @param postgres JDBC URL of the deployment */
    LiveTokens(String postgres) throws SQLException, GeneralSecurityException {
        try (Connection connection = DriverManager.getConnection(postgres);
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("select token_secret from deployment")) {
            row.next();
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(row.getBytes(1), "HmacSHA256"));
        }
    }

    /** The token of a member by number. */
    String token(long number) {
        long now = System.currentTimeMillis() / 1000;
        String text = part(Map.of("alg", "HS256", "typ", "JWT"))
                + "."
                + part(Map.of(
                        "sub", Members.id(number),
                        "programme", Seed.PROGRAMME,
                        "aud", "walaa",
                        "iat", now,
                        "exp", now + LIFE_SECONDS));
        byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private String part(Map<String, Object> claims) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json.writeValueAsBytes(claims));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What such a member says first, without a position. */
    String hello(long number, String channel) {
        String more = channel.isEmpty() ? "" : "\"" + channel + "\":{}";
        return "{\"id\":1,\"t\":\"hello\",\"token\":\"" + token(number) + "\",\"subs\":{" + more + "}}";
    }
}
