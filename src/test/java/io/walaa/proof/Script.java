package io.walaa.proof;

/**
 * A sequence of faults that is played as it is written, under a workload.
 *
 * @param setAside whether it leaves Redis and Postgres with two histories, so that partitions may be set aside
 * @param transfers whether the workload is mostly transfers
 * @param ledgerPercent how many of the operations ask for {@code ledger}
 */
public record Script(String name, boolean setAside, boolean transfers, int ledgerPercent, Act act) {
    /** What is played. */
    public interface Act {
        void play(Stage stage);
    }
}
