/** What operators and their tools look at, on a port of its own: health and metrics. */
@NullMarked
package io.walaa.management;

import org.jspecify.annotations.NullMarked;
