/**
 * Buckets and objects: what is kept, in files of a private folder.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.oss.store.ObjectStore}. Never writes outside its
 * {@link dev.stsbroker.sandbox.oss.store.ObjectFolder}, never holds an object on the heap.
 */
@NullMarked
package dev.stsbroker.sandbox.oss.store;

import org.jspecify.annotations.NullMarked;
