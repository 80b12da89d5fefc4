/** API keys as they are kept. */
@NullMarked
package io.walaa.usecase.key;

import org.jspecify.annotations.NullMarked;
