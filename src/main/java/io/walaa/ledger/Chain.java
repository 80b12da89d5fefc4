package io.walaa.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.walaa.points.Lot;
import io.walaa.points.Posting;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash chain of a partition: SHA-256 over the chain before, sequence and commit id, every line's accounts, unit,
 * amount and expiry in clear, the digest of the body, and the salted digest of the note. A note can be erased and the
 * chain still verifies. One thread at a time.
 */
final class Chain {
    private static final int SALT_BYTES = 16;
    private static final byte[] NO_NOTE = new byte[32];

    private final MessageDigest sha = sha256();
    private final SecureRandom random = new SecureRandom();
    private final byte[] salts = new byte[SALT_BYTES * 256];
    private int saltsUsed = salts.length;

    /** The seal of a new entry; a salt is drawn if it has a note. */
    Seal seal(Buffer before, long seq, String commitId, String lines, byte[] body, String note) {
        if (note.isEmpty()) {
            return new Seal(link(before, seq, commitId, lines, body, null), null, null);
        }
        Buffer salt = salt();
        Buffer digest = noteDigest(salt, note);
        return new Seal(link(before, seq, commitId, lines, body, digest), salt, digest);
    }

    /** The chain after an entry. */
    Buffer link(Buffer before, long seq, String commitId, String lines, byte[] body, @Nullable Buffer noteDigest) {
        byte[] bodyDigest = sha.digest(body);
        sha.update(before.getBytes());
        sha.update((seq + "\n" + commitId + "\n" + lines + "\n").getBytes(UTF_8));
        sha.update(bodyDigest);
        return Buffer.buffer(sha.digest(noteDigest == null ? NO_NOTE : noteDigest.getBytes()));
    }

    Buffer noteDigest(Buffer salt, String note) {
        sha.update(salt.getBytes());
        return Buffer.buffer(sha.digest(note.getBytes(UTF_8)));
    }

    /** An entry's lines as the chain covers them; {@link VerifyEntries} builds the same text from {@code transfer}. */
    static String lines(List<Posting> postings) {
        StringBuilder text = new StringBuilder(64);
        for (int line = 0; line < postings.size(); line++) {
            Posting posting = postings.get(line);
            if (line > 0) {
                text.append('\n');
            }
            text.append(line).append(' ').append(posting.debit());
            text.append(' ').append(posting.credit());
            text.append(' ').append(posting.unit());
            text.append(' ').append(posting.amount()).append(' ');
            long expires = posting.lot().expiresAt();
            if (expires == Lot.NEVER) {
                text.append('-');
            } else {
                text.append(expires);
            }
        }
        return text.toString();
    }

    private Buffer salt() {
        if (saltsUsed == salts.length) {
            random.nextBytes(salts);
            saltsUsed = 0;
        }
        saltsUsed += SALT_BYTES;
        return Buffer.buffer(Arrays.copyOfRange(salts, saltsUsed - SALT_BYTES, saltsUsed));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
