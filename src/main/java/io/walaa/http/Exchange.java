package io.walaa.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.walaa.access.Caller;
import io.walaa.decision.EntryId;
import io.walaa.decision.Refusal;
import io.walaa.json.Canonical;
import io.walaa.json.Input;
import io.walaa.json.Json;
import io.walaa.member.MemberId;
import io.walaa.usecase.Call;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to an endpoint: who calls, with what arguments and body. Lives on the request's event loop.
 */
final class Exchange {
    private final HttpServerRequest request;
    private final Route route;
    private final List<String> arguments;
    private final @Nullable Caller caller;
    private final @Nullable Contract contract;
    private Buffer body = Buffer.buffer();
    private @Nullable JsonNode json;

    Exchange(HttpServerRequest request, RouteTable.Found found, @Nullable Caller caller, @Nullable Contract contract) {
        this.request = request;
        this.route = found.route();
        this.arguments = found.arguments();
        this.caller = caller;
        this.contract = contract;
    }

    HttpServerRequest request() {
        return request;
    }

    /** Who calls; only routes that ask for a scope have one. */
    Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("an open route has no caller");
        }
        return caller;
    }

    String programme() {
        return caller().programme();
    }

    /** The member whose token this is; only routes for members have one. */
    MemberId self() {
        MemberId member = caller().member();
        if (member == null) {
            throw new IllegalStateException("an API key is no member");
        }
        return member;
    }

    /** The media type of this route's success. */
    String produces() {
        return route.produces();
    }

    /** An argument of the path. */
    String argument(int index) {
        return arguments.get(index);
    }

    /** The entry of a member that the path's first argument names; refused under the code when it can be none. */
    EntryId entry(String prefix, String notFound) {
        try {
            EntryId id = EntryId.parse(prefix, argument(0));
            if (MemberId.isMember("mem_" + id.member())) {
                return id;
            }
        } catch (IllegalArgumentException noSuchId) {
            // said below
        }
        throw Refusal.notFound(notFound);
    }

    /** The member that the path's first argument names. */
    MemberId member() {
        String text = argument(0);
        if (!MemberId.isMember(text)) {
            throw Refusal.notFound("member-not-found");
        }
        return new MemberId(text);
    }

    void body(Buffer bytes) {
        this.body = bytes;
    }

    Buffer body() {
        return body;
    }

    /**
     * The body as JSON.
     *
     * @throws io.walaa.json.InvalidInput if it is none
     */
    JsonNode json() {
        JsonNode read = json;
        if (read == null) {
            boolean nothing = body.length() == 0 && route.body() == Route.Body.OPTIONAL_JSON;
            read = nothing ? JsonNodeFactory.instance.objectNode() : Json.read(body.getBytes());
            json = read;
        }
        return read;
    }

    /**
     * The body as what {@code shape} makes of it.
     *
     * @throws io.walaa.json.InvalidInput with everything that is wrong with it
     */
    <T> T read(Function<Input, T> shape) {
        return Input.read(json(), shape);
    }

    /**
     * The body as what {@code reader} makes of it, checked against the contract too. Not for the hot path: that check
     * was measured at 150 µs for a purchase, twenty times the reading, which refuses the same.
     */
    <T> T readChecked(Function<JsonNode, T> reader) {
        T read = reader.apply(json());
        if (contract != null) {
            contract.check(route, json());
        }
        return read;
    }

    /** A parameter of the query; null if it is not given. */
    @Nullable
    String query(String name) {
        return request.query() == null ? null : request.getParam(name);
    }

    /** Whether a parameter is {@code true}. */
    boolean flag(String name) {
        String value = query(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw Rejection.parameter(name, "true, false");
    }

    /** A parameter that is a whole number. */
    int number(String name, int min, int max, int otherwise) {
        String value = query(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // said below
        }
        throw Rejection.parameter(name, min + "–" + max);
    }

    Locale language() {
        return Languages.of(request.getHeader("Accept-Language"));
    }

    /** What this write carries beside its content; its repeats are known by the Idempotency-Key. */
    Call call() {
        boolean dryRun = flag("dryRun");
        String content = switch (route.body()) {
            case NONE, STREAM -> "";
            case DOCUMENT, LINES -> Json.text(body.getBytes());
            case JSON, OPTIONAL_JSON -> Canonical.text(json());
        };
        String what = request.method().name() + " " + request.path() + "\n" + content;
        String key = dryRun ? "" : CallHeaders.key(request);
        return new Call(programme(), key, what, CallHeaders.ack(request), dryRun, flag("explain"));
    }

    /**
     * What an event carries beside its content. Its repeats are known by the event, alone or in a batch.
     *
     * @param content the event in canonical form
     */
    Call eventCall(String content) {
        return new Call(programme(), "", content, CallHeaders.ack(request), flag("dryRun"), flag("explain"));
    }
}
