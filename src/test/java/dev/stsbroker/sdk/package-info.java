/**
 * Real clients and SDKs, unmodified, against a running broker.
 *
 * <p>Imports {@code testing}. Never knows how the broker works inside. The broker's own client, the
 * commands {@code fetch}, {@code wait} and {@code exec}, is {@code cli.client}.
 */
@NullMarked
package dev.stsbroker.sdk;

import org.jspecify.annotations.NullMarked;
