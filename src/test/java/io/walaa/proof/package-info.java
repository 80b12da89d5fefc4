/** The proof: server processes, stores and the wires between them are broken on purpose, and the books are checked. */
@org.jspecify.annotations.NullMarked
package io.walaa.proof;
