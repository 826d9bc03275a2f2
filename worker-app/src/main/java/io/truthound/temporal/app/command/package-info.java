/**
 * The commands: what a person asks for on the command line, and what becomes of it.
 *
 * <p>Enters: {@code embedded}, {@code request}, {@code report}, the rooms of {@code workflows} that
 * clients use, the plugin, picocli, temporal-envconfig. Never the engine, readers or storage. Start
 * reading at {@link io.truthound.temporal.app.command.CheckCommand}.
 */
@NullMarked
package io.truthound.temporal.app.command;

import org.jspecify.annotations.NullMarked;
