/**
 * The admin listener: metrics, health and status for operators.
 *
 * <p>Imports {@code http} and below. Never shows a secret, never serves credentials.
 */
@NullMarked
package dev.stsbroker.http.admin;

import org.jspecify.annotations.NullMarked;
