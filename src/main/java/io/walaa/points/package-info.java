/** Points: units, lots, holds, postings. Pure: no clock, no I/O. */
@NullMarked
package io.walaa.points;

import org.jspecify.annotations.NullMarked;
