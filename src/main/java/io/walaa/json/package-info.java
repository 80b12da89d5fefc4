/** Reading JSON at the edge: strict parsing, typed fields with every error at once, canonical form. */
@NullMarked
package io.walaa.json;

import org.jspecify.annotations.NullMarked;
