package io.walaa.journal;

/**
 * What became of a publication in a shared channel.
 *
 * @param position where it stands
 * @param repeated whether it stood there before under this name
 * @param otherContent whether what stands there under this name is something else
 */
public record LivePublished(LivePosition position, boolean repeated, boolean otherContent) {}
