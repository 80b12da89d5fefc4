package io.walaa.live;

import io.walaa.usecase.LiveChannels;
import java.time.InstantSource;

/** What all event loops of this node share for their sessions. */
record Node(
        LiveChannels channels,
        Fanout fanout,
        Proofs proofs,
        ChannelAccess access,
        Admission admission,
        LiveMetrics metrics,
        InstantSource clock) {}
