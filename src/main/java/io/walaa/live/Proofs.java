package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.access.Denied;
import io.walaa.access.MemberTokens;
import io.walaa.usecase.Programmes;
import org.jspecify.annotations.Nullable;

/** Reads what clients show to prove whose screen they are: a member token or a ticket. */
public final class Proofs {
    private final MemberTokens tokens;
    private final Tickets tickets;
    private final Programmes programmes;

    public Proofs(MemberTokens tokens, Tickets tickets, Programmes programmes) {
        this.tokens = tokens;
        this.tickets = tickets;
        this.programmes = programmes;
    }

    /** One of the two must be given; fails with {@link Denied} if it proves nothing here. */
    public Future<Proof> read(@Nullable String token, @Nullable String ticket) {
        Future<Proof> proof;
        if (ticket != null) {
            proof = tickets.open(ticket);
        } else if (token != null) {
            proof = tokens.prove(token)
                    .map(proved -> new Proof(proved.caller().programme(), proved.member(), proved.expiresAt()));
        } else {
            proof = Future.failedFuture(new Denied(Denied.Reason.UNAUTHENTICATED));
        }
        return proof.compose(read -> programmes.active(read.programme()) == null
                ? Future.failedFuture(new Denied(Denied.Reason.TOKEN_INVALID))
                : Future.succeededFuture(read));
    }
}
