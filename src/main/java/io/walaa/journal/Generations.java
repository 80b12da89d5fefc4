package io.walaa.journal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What this node knows of the fence: under which fence id each partition was validated, and each partition's
 * generation. A cached state, a decision or a waiting reply belongs to a generation and dies with it. Written by
 * validation, read by everyone on any thread.
 */
public final class Generations {
    /** What happens when generations have changed. */
    public interface Listener {
        /** The partition now has this generation. */
        void changed(int partition, long generation);
    }

    /** One consistent picture; never changed once it is published. */
    private static final class View {
        private final JournalScripts[] scripts;
        private final long[] generation;
        private final long[] since;

        View(JournalScripts[] scripts, long[] generation, long[] since) {
            this.scripts = scripts;
            this.generation = generation;
            this.since = since;
        }
    }

    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile View view;

    public Generations(int partitions) {
        JournalScripts[] scripts = new JournalScripts[partitions];
        Arrays.fill(scripts, JournalScripts.under("none"));
        view = new View(scripts, new long[partitions], new long[partitions]);
    }

    /** Calls {@code listener} at each change, on the thread that validated. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Takes over what a validation has found.
     *
     * @param fenceId of the Redis that has these partitions
     * @param partitions those that were looked at; the others stay as they are
     * @param generation of each partition, 0 for one that must not be used
     * @param since of each partition: hashes stamped earlier are cold
     */
    public synchronized void adopt(String fenceId, BitSet partitions, long[] generation, long[] since) {
        View old = view;
        JournalScripts scripts = scriptsUnder(fenceId);
        View fresh = new View(old.scripts.clone(), old.generation.clone(), old.since.clone());
        partitions.stream().forEach(partition -> {
            fresh.scripts[partition] = scripts;
            fresh.generation[partition] = generation[partition];
            fresh.since[partition] = since[partition];
        });
        view = fresh;
        partitions.stream()
                .filter(one -> old.generation[one] != generation[one])
                .forEach(one -> {
                    for (Listener listener : listeners) {
                        listener.changed(one, generation[one]);
                    }
                });
    }

    private JournalScripts scriptsUnder(String fenceId) {
        for (JournalScripts known : view.scripts) {
            if (known.fenceId().equals(fenceId)) {
                return known;
            }
        }
        return JournalScripts.under(fenceId);
    }

    /** The partition's generation, 0 while it is not validated or in quarantine. */
    public long of(int partition) {
        return view.generation[partition];
    }

    /** The generation of the partition's last rebuild, 0 if it never was rebuilt. */
    public long since(int partition) {
        return view.since[partition];
    }

    /** The fence id under which the partition was validated last. */
    public String fenceId(int partition) {
        return view.scripts[partition].fenceId();
    }

    /** The scripts' texts under a fence id, to load on a connection. */
    public List<String> scriptTexts(String fenceId) {
        return scriptsUnder(fenceId).texts();
    }

    JournalScripts scripts(int partition) {
        return view.scripts[partition];
    }
}
