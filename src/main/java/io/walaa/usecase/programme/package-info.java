/** Programmes as documents: published, kept in versions, and active on every node within a second. */
@NullMarked
package io.walaa.usecase.programme;

import org.jspecify.annotations.NullMarked;
