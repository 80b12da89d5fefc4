/** The API over HTTP: the routes table, one class per group of endpoints, problems as answers. */
@NullMarked
package io.walaa.http;

import org.jspecify.annotations.NullMarked;
