package io.walaa.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What this node knows of the fence: under which fence id Redis was validated, and each partition's generation. A
 * cached state, a decision or a waiting reply belongs to a generation and dies with it. Written by validation, read by
 * everyone on any thread.
 */
public final class Generations {
    /** What happens when generations have changed. */
    public interface Listener {
        /** The partition now has this generation. */
        void changed(int partition, long generation);
    }

    /** One consistent picture; never changed once it is published. */
    private static final class View {
        private final JournalScripts scripts;
        private final long[] generation;
        private final long[] since;

        View(JournalScripts scripts, long[] generation, long[] since) {
            this.scripts = scripts;
            this.generation = generation;
            this.since = since;
        }
    }

    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile View view;

    public Generations(int partitions) {
        view = new View(JournalScripts.under("none"), new long[partitions], new long[partitions]);
    }

    /** Calls {@code listener} at each change, on the thread that validated. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Takes over what a validation has found.
     *
     * @param generation of each partition, 0 for one that must not be used
     * @param since of each partition: hashes stamped earlier are cold
     */
    public void adopt(String fenceId, long[] generation, long[] since) {
        View old = view;
        JournalScripts scripts = old.scripts.fenceId().equals(fenceId) ? old.scripts : JournalScripts.under(fenceId);
        view = new View(scripts, generation.clone(), since.clone());
        for (int partition = 0; partition < generation.length; partition++) {
            if (old.generation[partition] != generation[partition]) {
                for (Listener listener : listeners) {
                    listener.changed(partition, generation[partition]);
                }
            }
        }
    }

    /** The partition's generation, 0 while it is not validated or in quarantine. */
    public long of(int partition) {
        return view.generation[partition];
    }

    /** The generation of the partition's last rebuild, 0 if it never was rebuilt. */
    public long since(int partition) {
        return view.since[partition];
    }

    /** The fence id that was validated last. */
    public String fenceId() {
        return view.scripts.fenceId();
    }

    /** The scripts' texts under that fence id, to load on a connection. */
    public List<String> scriptTexts() {
        return view.scripts.texts();
    }

    JournalScripts scripts() {
        return view.scripts;
    }
}
