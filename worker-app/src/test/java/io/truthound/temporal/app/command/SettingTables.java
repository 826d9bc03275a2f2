package io.truthound.temporal.app.command;

import static io.truthound.temporal.app.command.MarkdownPage.code;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.RetryPolicy;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BatchConfig} says of itself: meanings as its Javadoc has them, defaults of its
 * instances, and what is allowed as its refusals say.
 */
final class SettingTables {
  private static final Pattern ALLOWED = Pattern.compile(".*\\(allowed: (.*)\\)");

  /** Options that are not called as their settings are. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "executionStrategy", "--strategy",
          "aggregationStrategy", "--aggregation",
          "totalTimeout", "--timeout",
          "sampleValues", "--samples",
          "maximumAttempts", "--max-attempts");

  /** Schedules have a default of their own for it: nobody waits for their answers. */
  private static final String OF_SCHEDULES = "--fail-workflow-on";

  private static final Map<String, String> COPIES = Map.of("totalTimeout", "withTimeout");

  private final Set<String> options;

  /**
   * Creates tables.
   *
   * @param options names of all options of the command line
   */
  SettingTables(Set<String> options) {
    this.options = options;
  }

  /** Writes settings, what their words mean, and presets. */
  void write(MarkdownPage page) throws IOException {
    page.heading("## BatchConfig");
    page.line(
        "`BatchConfig.DEFAULT` and the other presets are copied by `with…`; requests carry it.");
    page.line("Times are `Duration`s in Java and seconds on the command line.");
    page.line("");
    table(page, BatchConfig.DEFAULT);
    page.heading("### retryPolicy");
    page.line("Of every activity of the batch: `withRetryPolicy(RetryPolicy.DEFAULT.with…)`.");
    page.line("");
    table(page, RetryPolicy.DEFAULT);
    for (RecordComponent component : BatchConfig.class.getRecordComponents()) {
      if (component.getType().isEnum()) {
        words(page, component);
      }
    }
    presets(page);
  }

  private void table(MarkdownPage page, Record standard) throws IOException {
    Class<?> type = standard.getClass();
    Map<String, String> meanings = SourceComments.of("workflows", type).components(type);
    page.head("setting", "default", "allowed", "copied by", "option", "meaning");
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      String meaning = meanings.get(name);
      if (meaning == null) {
        throw new IllegalStateException("Cannot say what " + name + " means: it has no @param");
      }
      page.row(
          code(name),
          shown(value(component, standard)),
          allowed(component, standard),
          code(copy(name)),
          option(name).map(MarkdownPage::code).orElse(""),
          meaning);
    }
  }

  private static void words(MarkdownPage page, RecordComponent component) throws IOException {
    Class<?> type = component.getType();
    Map<String, String> meanings = SourceComments.of("workflows", type).constants();
    page.heading("### " + component.getName());
    page.head(code(type.getSimpleName()), "meaning");
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name();
      page.row(
          code(name),
          Objects.requireNonNull(meanings.get(name), () -> "Cannot say what " + name + " means"));
    }
  }

  private static void presets(MarkdownPage page) {
    page.heading("### Presets");
    page.head("preset", "option", "differs from the default in");
    RunOptions.PRESETS.forEach(
        (option, preset) ->
            page.row(
                code("BatchConfig." + constant(preset)),
                code("--preset " + option),
                differences(preset)));
  }

  /** Returns the default of each setting that an option sets, as the option would say it. */
  Map<String, String> defaultsOfOptions() {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (Record standard : List.of(BatchConfig.DEFAULT, RetryPolicy.DEFAULT)) {
      for (RecordComponent component : standard.getClass().getRecordComponents()) {
        option(component.getName())
            .filter(option -> !option.equals(OF_SCHEDULES))
            .filter(option -> component.getType() != boolean.class)
            .ifPresent(option -> defaults.put(option, said(value(component, standard))));
      }
    }
    return defaults;
  }

  private static String said(@Nullable Object value) {
    if (value instanceof Duration time) {
      return String.valueOf(time.toSeconds());
    }
    return value == null ? "none" : value.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Optional<String> option(String setting) {
    String kebab = "--" + setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    String option = OPTIONS.getOrDefault(setting, kebab);
    if (OPTIONS.containsKey(setting) && !options.contains(option)) {
      throw new IllegalStateException("There is no option " + option);
    }
    return options.contains(option) ? Optional.of(option) : Optional.empty();
  }

  private static String copy(String setting) {
    return COPIES.getOrDefault(
        setting, "with" + Character.toUpperCase(setting.charAt(0)) + setting.substring(1));
  }

  private static String allowed(RecordComponent component, Record standard) {
    Class<?> type = component.getType();
    if (type == boolean.class) {
      return "`true`, `false`";
    }
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> code(((Enum<?>) constant).name()))
          .collect(Collectors.joining(", "));
    }
    Object wrong = wrong(type);
    return wrong == null ? "" : refusal(component, standard, type, wrong);
  }

  /** Returns a value that no setting of the type takes, or null where all are taken. */
  private static @Nullable Object wrong(Class<?> type) {
    if (type == long.class) {
      return -1L;
    }
    if (type == int.class) {
      return -1;
    }
    if (type == double.class) {
      return -1.0;
    }
    return type == Duration.class ? Duration.ZERO : null;
  }

  private static String refusal(
      RecordComponent component, Record standard, Class<?> type, Object wrong) {
    try {
      standard.getClass().getMethod(copy(component.getName()), type).invoke(standard, wrong);
    } catch (InvocationTargetException e) {
      Matcher message = ALLOWED.matcher(String.valueOf(e.getCause().getMessage()));
      if (message.matches()) {
        // The longest wait is named by the shortest that it may be.
        return message.group(1).replaceFirst("the initialInterval \\S+", "initialInterval");
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot copy " + component.getName(), e);
    }
    throw new IllegalStateException(component.getName() + " does not say what is allowed");
  }

  private static String constant(BatchConfig preset) {
    return Arrays.stream(BatchConfig.class.getFields())
        .filter(field -> field.getType() == BatchConfig.class)
        .filter(field -> preset == constant(field))
        .map(Field::getName)
        .findFirst()
        .orElseThrow();
  }

  private static Object constant(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String differences(BatchConfig preset) {
    List<String> differences = new ArrayList<>();
    for (RecordComponent component : BatchConfig.class.getRecordComponents()) {
      Object own = value(component, preset);
      if (!Objects.equals(own, value(component, BatchConfig.DEFAULT))) {
        differences.add(code(component.getName()) + " " + shown(own));
      }
    }
    return differences.isEmpty() ? "nothing" : String.join(", ", differences);
  }

  private static @Nullable Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String shown(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    if (value instanceof Duration time) {
      return time.toSecondsPart() == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
    if (value instanceof RetryPolicy) {
      return "[below](#retrypolicy)";
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? "none" : new TreeSet<>(map.keySet()).toString();
    }
    return code(value.toString());
  }
}
