/**
 * The broker's own identity: what it signs its STS calls with, one class a kind.
 *
 * <p>Never caches longer than it must: a rotated key is seen at the next use.
 */
@NullMarked
package dev.stsbroker.source;

import org.jspecify.annotations.NullMarked;
