/** A member's hot state and how a decision changes it. Pure: no clock, no I/O. */
@NullMarked
package io.walaa.member;

import org.jspecify.annotations.NullMarked;
