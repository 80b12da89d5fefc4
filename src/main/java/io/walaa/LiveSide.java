package io.walaa;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.walaa.access.MemberTokens;
import io.walaa.config.Settings;
import io.walaa.journal.LiveWire;
import io.walaa.live.Fanout;
import io.walaa.live.Live;
import io.walaa.live.OfferChannel;
import io.walaa.live.Proofs;
import io.walaa.live.StateAccess;
import io.walaa.live.Tickets;
import io.walaa.store.redis.Subscriber;
import io.walaa.usecase.LiveChannels;
import java.security.SecureRandom;

/** The live channels, put together on an engine. */
final class LiveSide {
    final LiveChannels channels;
    final OfferChannel offers;
    final Tickets tickets;
    final Proofs proofs;
    final Live live;
    private final Engine engine;
    private final Fanout fanout;
    private final LiveWire wire;
    private final Subscriber subscriber;
    private final long probeMillis;
    private long probe;

    LiveSide(Engine engine, UseCases use, MemberTokens tokens, Settings.Live settings, MeterRegistry registry) {
        this.engine = engine;
        probeMillis = settings.probe().toMillis();
        channels = new LiveChannels(engine.operations, engine.partitions);
        offers = new OfferChannel(channels, use.programmes, use.stock, engine.clock);
        use.stock.listen(offers::changed);
        fanout = new Fanout(channels, use.programmes, this::hear);
        wire = new LiveWire(engine.partitions, fanout);
        subscriber = engine.liveRedis.subscriber(wire::hear);
        tickets = new Tickets(channels, engine.clock, new SecureRandom());
        proofs = new Proofs(tokens, tickets, use.programmes);
        live = new Live(
                engine.vertx,
                engine.loops,
                settings,
                channels,
                fanout,
                proofs,
                new StateAccess(use.readMember, use.programmes),
                engine.clock,
                registry);
        engine.generations.listen((partition, generation) -> fanout.resumed(partition));
    }

    /** Connects for the fan-out; goes on trying. */
    void open() {
        engine.liveLoop.runOnContext(now -> {
            subscriber.open();
            probe = engine.vertx.setPeriodic(probeMillis, tick -> {
                fanout.probe().forEach(partition -> wire.reconnect(subscriber, partition));
            });
        });
    }

    private Future<Void> hear(int partition) {
        Promise<Void> heard = Promise.promise();
        engine.liveLoop.runOnContext(
                now -> wire.subscribe(subscriber, partition).onComplete(heard));
        return heard.future();
    }

    Future<Void> close() {
        engine.vertx.cancelTimer(probe);
        return subscriber.close();
    }
}
