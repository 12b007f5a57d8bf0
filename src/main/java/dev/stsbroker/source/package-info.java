/**
 * The broker's own identities, with which it assumes roles; one class for each kind.
 *
 * <p>Start with {@link dev.stsbroker.source.Identities}: those in use, by name. Imports {@code
 * credential}, {@code event}, {@code io}, {@code policy.json}, {@code secret}, {@code sts}, {@code
 * text} and {@code time}. Never caches longer than it must: a rotated key is seen at the next use.
 * Never asks a metadata service through a proxy.
 */
@NullMarked
package dev.stsbroker.source;

import org.jspecify.annotations.NullMarked;
