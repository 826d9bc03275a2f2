/**
 * What a Java user writes, one idea a class; each is run by the tests, which know what it prints.
 *
 * <p>Start reading at {@link io.truthound.temporal.examples.BasicUse}.
 */
@NullMarked
package io.truthound.temporal.examples;

import org.jspecify.annotations.NullMarked;
