/** Servers with one rule of the protocol left out, to see that the checker notices. */
@org.jspecify.annotations.NullMarked
package io.walaa.proof.mutant;
