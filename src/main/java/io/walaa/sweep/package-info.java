/** What is due by itself, found in Postgres by its instant and done by ordinary use cases. */
@NullMarked
package io.walaa.sweep;

import org.jspecify.annotations.NullMarked;
