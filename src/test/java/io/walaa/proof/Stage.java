package io.walaa.proof;

import java.util.Random;

/** What a script can do: break and mend things, and say which node the clients use. */
public final class Stage {
    private static final int CALLS_MILLIS_MAX = 4_000;
    private static final int QUIET_MILLIS_MAX = 1_500;

    final Site site;
    final Random random;
    private final Clients clients;
    private final Supervisor supervisor;

    Stage(Site site, Clients clients, Supervisor supervisor, long seed) {
        this.site = site;
        this.clients = clients;
        this.supervisor = supervisor;
        this.random = new Random(seed);
    }

    /** Lets the clients work for about so long. */
    void wait(int millis) {
        Supervisor.pause(millis + random.nextInt(1 + millis / 4));
    }

    /** Lets the clients work until so many calls more were answered, but no longer than a few seconds. */
    void calls(int count) {
        calls(count, CALLS_MILLIS_MAX);
    }

    /** Lets the clients work until so many calls more were answered, but no longer than {@code millisMax}. */
    void calls(int count, int millisMax) {
        int enough = clients.answered() + count;
        long end = System.currentTimeMillis() + millisMax;
        while (clients.answered() < enough && System.currentTimeMillis() < end) {
            Supervisor.pause(5);
        }
    }

    /** Does something while no call is under way, so that nobody waits for what it breaks. */
    void quietly(Runnable act) {
        clients.pause(true);
        long end = System.currentTimeMillis() + QUIET_MILLIS_MAX;
        while (clients.underWay() > 0 && System.currentTimeMillis() < end) {
            Supervisor.pause(5);
        }
        act.run();
        clients.pause(false);
    }

    /** Has the clients use one node only; -1 for any. */
    void only(int node) {
        clients.only(node);
    }

    /** Breaks something and notes it. */
    void breaks(String name, boolean loses, Runnable act) {
        supervisor.inflict(new Fault(name, loses, any -> true, (where, dice) -> {
            act.run();
            return Fault.Mend.none();
        }));
    }

    void breaks(Fault fault) {
        supervisor.inflict(fault);
    }
}
