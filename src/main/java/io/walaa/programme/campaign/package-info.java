/** Campaigns: codes that belong to nobody until somebody uses them. Pure. */
@NullMarked
package io.walaa.programme.campaign;

import org.jspecify.annotations.NullMarked;
