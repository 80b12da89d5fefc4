/** Segments: who of the members a condition holds for, and those that are listed by hand. */
@NullMarked
package io.walaa.programme.segment;

import org.jspecify.annotations.NullMarked;
