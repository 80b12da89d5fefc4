package io.walaa.journal;

/**
 * An entry as it stands in the journal.
 *
 * @param position partition and sequence
 * @param commitId its own commit id
 * @param previousCommitId that of the entry before it in the partition, empty before the first
 * @param body the entry without its note, exactly as committed ({@link EntryBody} reads it)
 * @param note the erasable part as JSON text, empty if there is none
 */
public record JournalEntry(Position position, String commitId, String previousCommitId, String body, String note) {}
