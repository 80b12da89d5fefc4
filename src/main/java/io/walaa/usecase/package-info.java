/** What the server does for its callers: one small class per operation, and the lanes they run in. */
@NullMarked
package io.walaa.usecase;

import org.jspecify.annotations.NullMarked;
