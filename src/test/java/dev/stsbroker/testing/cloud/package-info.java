/** The emulated cloud on free ports, and clients that sign requests to it as the real ones do. */
@org.jspecify.annotations.NullMarked
package dev.stsbroker.testing.cloud;
