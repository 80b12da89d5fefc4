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
        body.pause();
        OpenOptions fresh = new OpenOptions()
                .setRead(true)
                .setWrite(true)
                .setCreateNew(true)
                .setPerms("rw-------")
                .setDeleteOnClose(true);
        String path = folder.resolve("import-" + UUID.randomUUID()).toString();
        return vertx.fileSystem()
                .open(path, fresh)
                .compose(file -> fill(file, body, bytesMax).onFailure(failure -> file.close()));
    }

    private static Future<ImportFile> fill(AsyncFile file, ReadStream<Buffer> body, long bytesMax) {
        Promise<ImportFile> filled = Promise.promise();
        MessageDigest sha = sha256();
        long[] bytes = {0};
        body.exceptionHandler(filled::tryFail);
        body.handler(part -> {
            bytes[0] += part.length();
            if (bytes[0] > bytesMax) {
                filled.tryFail(Refusal.of("import-too-large", "max", bytesMax));
                return;
            }
            sha.update(part.getBytes());
            file.write(part).onFailure(filled::tryFail);
            if (file.writeQueueFull()) {
                body.pause();
                file.drainHandler(drained -> body.resume());
            }
        });
        body.endHandler(end -> file.flush()
                .map(flushed -> new ImportFile(file, bytes[0], HexFormat.of().formatHex(sha.digest())))
                .onSuccess(filled::tryComplete)
                .onFailure(filled::tryFail));
        body.resume();
        return filled.future();
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
