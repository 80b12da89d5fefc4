package io.walaa.http;

import io.vertx.core.Future;
import io.walaa.usecase.member.ImportMembers;

/** {@code POST /v1/members/import}: the body is read as it comes, the answer is a job. */
public final class MemberImport {
    private final ImportMembers members;

    public MemberImport(ImportMembers members) {
        this.members = members;
    }

    Future<Answer> start(Exchange exchange) {
        return members.start(exchange.call(), exchange.caller().name(), exchange.request())
                .map(JobEndpoints::started);
    }
}
