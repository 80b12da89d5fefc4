/** What a decision is made of: effects, refusals, the trace that says why. Pure: no clock, no I/O. */
@NullMarked
package io.walaa.decision;

import org.jspecify.annotations.NullMarked;
