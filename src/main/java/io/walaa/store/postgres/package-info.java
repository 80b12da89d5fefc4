/** The technique of Postgres: connections, migrations, and tables that work on the caller's transaction. */
@NullMarked
package io.walaa.store.postgres;

import org.jspecify.annotations.NullMarked;
