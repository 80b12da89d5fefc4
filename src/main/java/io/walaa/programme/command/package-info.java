/** What can be asked of a member's points: one small pure class per command. */
@NullMarked
package io.walaa.programme.command;

import org.jspecify.annotations.NullMarked;
