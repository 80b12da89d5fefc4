/** Budgets of earning rules: slices of them that this node gives away. */
@NullMarked
package io.walaa.usecase.budget;

import org.jspecify.annotations.NullMarked;
