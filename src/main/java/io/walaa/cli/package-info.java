/** What can be asked for on the command line; one file per command, listed in {@link io.walaa.Main}. */
@NullMarked
package io.walaa.cli;

import org.jspecify.annotations.NullMarked;
