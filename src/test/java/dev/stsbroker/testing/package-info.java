/** What the tests of several packages share. The manual's page on testing says what is for what. */
@org.jspecify.annotations.NullMarked
package dev.stsbroker.testing;
