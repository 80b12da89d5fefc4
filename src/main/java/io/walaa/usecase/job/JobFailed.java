package io.walaa.usecase.job;

import io.vertx.core.json.JsonObject;

/** Ends a job as failed with a result that says why. */
public final class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JsonObject result;

    /** @param result with {@code code} */
    public JobFailed(JsonObject result) {
        super(result.getString("code"), null, false, false);
        this.result = result;
    }

    JsonObject result() {
        return result;
    }
}
