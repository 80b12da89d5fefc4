package io.walaa.programme;

/** A compiled programme and the number of its version. */
public record ActiveProgramme(Programme programme, int version) {}
