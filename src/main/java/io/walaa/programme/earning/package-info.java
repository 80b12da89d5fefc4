/** Earning rules: one small file for each kind, a catalogue, and what all kinds have in common. */
@NullMarked
package io.walaa.programme.earning;

import org.jspecify.annotations.NullMarked;
