package io.walaa.ledger;

import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Array;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one transaction writes: runs of several partitions. Columns are what {@code unnest} takes. */
record FlushBatch(List<PartitionRun> runs, List<FlushEntry> entries) {
    static FlushBatch of(List<PartitionRun> runs) {
        return new FlushBatch(
                runs, runs.stream().flatMap(run -> run.entries().stream()).toList());
    }

    /** One column over {@code rows}, as an array of {@code type}. */
    @SuppressWarnings("unchecked")
    static <R, T> @Nullable T[] column(Class<T> type, List<R> rows, Function<R, @Nullable T> value) {
        @Nullable T[] column = (@Nullable T[]) Array.newInstance(type, rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }

    static <R> @Nullable String[] texts(List<R> rows, Function<R, @Nullable String> value) {
        return column(String.class, rows, value);
    }

    static <R> @Nullable Long[] longs(List<R> rows, Function<R, @Nullable Long> value) {
        return column(Long.class, rows, value);
    }

    static <R> @Nullable Integer[] ints(List<R> rows, Function<R, @Nullable Integer> value) {
        return column(Integer.class, rows, value);
    }

    static <R> @Nullable Buffer[] bytes(List<R> rows, Function<R, @Nullable Buffer> value) {
        return column(Buffer.class, rows, value);
    }
}
