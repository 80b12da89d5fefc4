/** Challenges: one small file for each kind, a catalogue, and what all kinds have in common. */
@NullMarked
package io.walaa.programme.challenge;

import org.jspecify.annotations.NullMarked;
