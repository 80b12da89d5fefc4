/** Long work: started by one call, watched and cancelled by others, on whatever node. */
@NullMarked
package io.walaa.usecase.job;

import org.jspecify.annotations.NullMarked;
