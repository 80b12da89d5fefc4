package io.walaa.journal;

/** Where an entry stands: its partition and that partition's sequence, from 1 without gaps. */
public record Position(int partition, long seq) {}
