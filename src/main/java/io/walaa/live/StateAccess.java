package io.walaa.live;

import io.vertx.core.Future;
import io.walaa.programme.ActiveProgramme;
import io.walaa.programme.board.Boards;
import io.walaa.programme.segment.Segments;
import io.walaa.usecase.Programmes;
import io.walaa.usecase.ReadMember;

/**
 * Public channels are for every member of the programme, as are the channels of the boards that it has; a segment's for
 * those who are in it now.
 */
public final class StateAccess implements ChannelAccess {
    private final ReadMember members;
    private final Programmes programmes;

    public StateAccess(ReadMember members, Programmes programmes) {
        this.members = members;
        this.programmes = programmes;
    }

    @Override
    public Future<Boolean> may(Proof proof, ChannelName channel) {
        return switch (channel.kind()) {
            case SEGMENT ->
                members.state(proof.programme(), proof.member())
                        .map(view -> Segments.of(view.state().facts()).contains(channel.name()));
            case BOARD -> {
                ActiveProgramme active = programmes.active(proof.programme());
                yield Future.succeededFuture(
                        active != null && active.programme().part(Boards.class).board(channel.name()) != null);
            }
            default -> Future.succeededFuture(true);
        };
    }
}
