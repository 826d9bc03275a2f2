/**
 * Objects of stores as local files with holes: the bytes that are needed lie where they lie in the
 * object. They stay as long as somebody has them at hand, and then until the room is needed.
 *
 * <p>Enters: {@code storage} and what {@code reader} wants of a source. Start reading at {@link
 * io.truthound.temporal.fetch.ObjectCache}.
 */
@NullMarked
package io.truthound.temporal.fetch;

import org.jspecify.annotations.NullMarked;
