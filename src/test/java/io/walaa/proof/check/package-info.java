/** Judges a history against the ledger by a model of its own, which shares nothing with the server's. */
@org.jspecify.annotations.NullMarked
package io.walaa.proof.check;
