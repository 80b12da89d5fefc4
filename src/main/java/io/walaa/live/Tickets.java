package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.access.Denied;
import io.walaa.member.MemberId;
import io.walaa.usecase.LiveChannels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Tickets open one stream, once, for who cannot send a header. The text names the partition that keeps it; Redis keeps
 * only its hash.
 */
public final class Tickets {
    private static final String PREFIX = "tkt_";
    private static final long GOOD_MILLIS = 30_000;
    private static final int SECRET_BYTES = 18;
    private static final int LENGTH = PREFIX.length() + 2 + 24;

    private final LiveChannels channels;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * A ticket as handed out.
     *
     * @param expiresAt from when it opens nothing
     */
    public record Ticket(String text, Instant expiresAt) {}

    public Tickets(LiveChannels channels, InstantSource clock, SecureRandom random) {
        this.channels = channels;
        this.clock = clock;
        this.random = random;
    }

    /** A new ticket for a member; what it opens ends with {@code proof}. */
    public Future<Ticket> issue(Proof proof) {
        int partition = channels.partition(proof.programme(), proof.member().value());
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = PREFIX
                + Integer.toString(256 + partition, 36).substring(0, 2)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant expiresAt = clock.instant().plusMillis(GOOD_MILLIS);
        String opens = proof.programme() + " " + proof.member().value() + " "
                + proof.expiresAt().getEpochSecond();
        return channels.keepTicket(partition, hash(text), opens, GOOD_MILLIS).map(new Ticket(text, expiresAt));
    }

    /** What a ticket proves; fails with {@link Denied} if it is used up, too old or none. */
    public Future<Proof> open(String text) {
        int partition = partition(text);
        if (partition < 0) {
            return Future.failedFuture(new Denied(Denied.Reason.TOKEN_INVALID));
        }
        return channels.takeTicket(partition, hash(text)).compose(opens -> {
            if (opens == null) {
                return Future.failedFuture(new Denied(Denied.Reason.TOKEN_INVALID));
            }
            String[] word = opens.split(" ");
            return Future.succeededFuture(
                    new Proof(word[0], new MemberId(word[1]), Instant.ofEpochSecond(Long.parseLong(word[2]))));
        });
    }

    private int partition(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return -1;
        }
        try {
            int partition = Integer.parseInt(text, PREFIX.length(), PREFIX.length() + 2, 36) - 256;
            return partition < channels.partitions() ? partition : -1;
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private static String hash(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
