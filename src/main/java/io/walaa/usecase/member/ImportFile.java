package io.walaa.usecase.member;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import io.walaa.decision.Refusal;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of an import, spooled to disk while it comes in, so that it is never whole in memory. The file is unlinked
 * as soon as it is open: it holds personal data, and nothing of it stays when this process dies.
 *
 * @param digest of the content, hexadecimal
 */
record ImportFile(AsyncFile file, long bytes, String digest) {

    /**
     * Takes the whole stream in.
     *
     * @param bytesMax a longer stream is refused
     * @return fails with the refusal {@code import-too-large}
     */
    static Future<ImportFile> spool(Vertx vertx, Path folder, ReadStream<Buffer> body, long bytesMax) {
        Inflow inflow = new Inflow(body, bytesMax);
        OpenOptions fresh = new OpenOptions()
                .setRead(true)
                .setWrite(true)
                .setCreateNew(true)
                .setPerms("rw-------")
                .setDeleteOnClose(true);
        String path = folder.resolve("import-" + UUID.randomUUID()).toString();
        return vertx.fileSystem()
                .open(path, fresh)
                .compose(file -> inflow.into(file).onFailure(failure -> file.close()));
    }

    /** A stream on its way into a file. What comes before the file is open waits in memory, a part or two. */
    private static final class Inflow {
        private final ReadStream<Buffer> body;
        private final long bytesMax;
        private final MessageDigest sha = sha256();
        private final Promise<ImportFile> filled = Promise.promise();
        private final Buffer early = Buffer.buffer();
        private @Nullable AsyncFile file;
        private boolean ended;
        private long bytes;

        Inflow(ReadStream<Buffer> body, long bytesMax) {
            this.body = body;
            this.bytesMax = bytesMax;
            body.exceptionHandler(filled::tryFail);
            body.handler(this::take);
            body.endHandler(end -> end());
            body.pause();
        }

        Future<ImportFile> into(AsyncFile opened) {
            file = opened;
            write(opened, early);
            if (ended) {
                finish(opened);
            } else {
                body.resume();
            }
            return filled.future();
        }

        private void take(Buffer part) {
            AsyncFile open = file;
            if (open == null) {
                early.appendBuffer(part);
                body.pause();
            } else {
                write(open, part);
            }
        }

        private void write(AsyncFile open, Buffer part) {
            bytes += part.length();
            if (bytes > bytesMax) {
                filled.tryFail(Refusal.of("import-too-large", "max", bytesMax));
            }
            if (filled.future().isComplete() || part.length() == 0) {
                return;
            }
            sha.update(part.getBytes());
            open.write(part).onFailure(filled::tryFail);
            if (open.writeQueueFull()) {
                body.pause();
                open.drainHandler(drained -> body.resume());
            }
        }

        private void end() {
            ended = true;
            AsyncFile open = file;
            if (open != null) {
                finish(open);
            }
        }

        private void finish(AsyncFile open) {
            open.flush()
                    .map(flushed -> new ImportFile(open, bytes, HexFormat.of().formatHex(sha.digest())))
                    .onSuccess(filled::tryComplete)
                    .onFailure(filled::tryFail);
        }
    }

    /** Its lines from the first. */
    Lines lines() {
        return new Lines(file, bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
