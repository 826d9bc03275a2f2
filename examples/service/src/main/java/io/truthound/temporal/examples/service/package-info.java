/** A service that starts checks which workers elsewhere do. */
@NullMarked
package io.truthound.temporal.examples.service;

import org.jspecify.annotations.NullMarked;
