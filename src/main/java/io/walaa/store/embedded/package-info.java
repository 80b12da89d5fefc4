/**
 * Redis and Postgres as child processes with durable settings, for a start with nothing but a JDK.
 *
 * <p>The programs come from the jars that test libraries use; how they are run is our own, because those libraries are
 * made for stores that are thrown away: they turn durability off and can neither find nor stop a left-over.
 */
@NullMarked
package io.walaa.store.embedded;

import org.jspecify.annotations.NullMarked;
