package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.programme.segment.Segments;
import io.walaa.usecase.ReadMember;

/** Boards and public channels are for every member of the programme, a segment's for those who are in it now. */
public final class StateAccess implements ChannelAccess {
    private final ReadMember members;

    public StateAccess(ReadMember members) {
        this.members = members;
    }

    @Override
    public Future<Boolean> may(Proof proof, ChannelName channel) {
        return channel.kind() != ChannelName.Kind.SEGMENT
                ? Future.succeededFuture(true)
                : members.state(proof.programme(), proof.member())
                        .map(view -> Segments.of(view.state().facts()).contains(channel.name()));
    }
}
