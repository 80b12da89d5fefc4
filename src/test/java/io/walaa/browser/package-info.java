/** The pages and the client library in a real browser. */
@NullMarked
package io.walaa.browser;

import org.jspecify.annotations.NullMarked;
