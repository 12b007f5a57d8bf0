/**
 * Events of the running broker, as an interface whose methods do nothing by default.
 *
 * <p>Imports {@code access.kernel} and {@code credential}. Never carries a secret: arguments are
 * names, codes and times.
 */
@NullMarked
package dev.stsbroker.event;

import org.jspecify.annotations.NullMarked;
