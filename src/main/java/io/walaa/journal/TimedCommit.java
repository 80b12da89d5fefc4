package io.walaa.journal;

/**
 * A commit with its deadline.
 *
 * @param latestMillis Redis's clock after which it must not be done any more
 */
record TimedCommit(Commit commit, long latestMillis) {}
