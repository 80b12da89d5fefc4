/** Who calls and what that caller may do: API keys, member tokens, scopes, rate limits. */
@NullMarked
package io.walaa.access;

import org.jspecify.annotations.NullMarked;
