package io.walaa.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of {@code web/}, read and compressed once. A caller may keep it for five minutes and then asks with its entity
 * tag whether it changed (RFC 9110, 13.1.2); each encoding has a tag of its own.
 */
final class WebFile {
    private static final String CACHED = "public, max-age=300";
    private static final int TAG_BYTES = 12;

    private final Buffer plain;
    private final Buffer packed;
    private final String tag;

    /** @param name below {@code web/} */
    WebFile(String name) {
        byte[] bytes = read(name);
        this.plain = Buffer.buffer(bytes);
        this.packed = Buffer.buffer(pack(bytes));
        this.tag = HexFormat.of().formatHex(digest(bytes), 0, TAG_BYTES);
    }

    /** The file, or 304 to whom has it. */
    Answer answer(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        boolean gzip = takesGzip(request.getHeader("Accept-Encoding"));
        String mine = "\"" + tag + (gzip ? "-gz\"" : "\"");
        boolean known = names(request.getHeader("If-None-Match"), mine);
        Answer answer = known
                ? new Answer(304, exchange.produces(), Buffer.buffer())
                : new Answer(200, exchange.produces() + "; charset=utf-8", gzip ? packed : plain);
        if (gzip && !known) {
            answer.with("Content-Encoding", "gzip");
        }
        return answer.with("ETag", mine).with("Cache-Control", CACHED).with("Vary", "Accept-Encoding");
    }

    private static boolean takesGzip(@Nullable String accepted) {
        if (accepted == null) {
            return false;
        }
        for (String part : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String coding = part.strip();
            if (coding.matches("gzip(;.*)?") && !coding.matches("gzip;\\s*q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(@Nullable String tags, String mine) {
        if (tags == null) {
            return false;
        }
        for (String part : tags.split(",")) {
            String given = part.strip();
            if (given.equals("*") || given.equals(mine) || given.equals("W/" + mine)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] read(String name) {
        try (InputStream stream = WebFile.class.getResourceAsStream("/web/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource web/" + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
