/** What can be set: one catalogue that parses, checks and explains every setting. */
@NullMarked
package io.walaa.config;

import org.jspecify.annotations.NullMarked;
