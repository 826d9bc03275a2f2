/** Engines as users write them: the examples of docs/engines.md, tried by the conformance kit. */
@NullMarked
package io.truthound.temporal.example;

import org.jspecify.annotations.NullMarked;
