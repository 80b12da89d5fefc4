/** The load generator and what prepares a deployment for it. */
@NullMarked
package io.walaa.bench;

import org.jspecify.annotations.NullMarked;
