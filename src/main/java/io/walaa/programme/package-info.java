/** The programme as a document that is validated whole, compiled once, and decides what an event earns. */
@NullMarked
package io.walaa.programme;

import org.jspecify.annotations.NullMarked;
