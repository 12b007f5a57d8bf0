/**
 * The broker's own identity: what it assumes roles with, one class a kind.
 *
 * <p>Imports {@code credential}, {@code event}, {@code policy.json}, {@code secret}, {@code sts},
 * {@code text} and {@code time}. Never caches longer than it must: a rotated key is seen at the
 * next use. Never asks a metadata service through a proxy.
 */
@NullMarked
package dev.stsbroker.source;

import org.jspecify.annotations.NullMarked;
