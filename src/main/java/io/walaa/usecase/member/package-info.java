/** Who the members are: their names, their personal data, how they come and how they are forgotten. */
@NullMarked
package io.walaa.usecase.member;

import org.jspecify.annotations.NullMarked;
