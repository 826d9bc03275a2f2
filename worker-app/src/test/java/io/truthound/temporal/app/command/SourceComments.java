package io.truthound.temporal.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what Javadoc says in a source file, as Markdown: what code says of itself is written once.
 */
final class SourceComments {
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern PARAMETER =
      Pattern.compile("@param (\\w+) (.*?)(?= @\\w+ |$)", Pattern.DOTALL);
  private static final Pattern CODE =
      Pattern.compile("\\{@(code|link|value) ((?:[^{}]|\\{[^{}]*})*)}");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern CONSTANT =
      Pattern.compile("\\s*([A-Z_]+)\\b[(,;\\s].*", Pattern.DOTALL);

  private final String source;

  private SourceComments(String source) {
    this.source = source;
  }

  /** Reads the source of a type, which lies in a module beside this one. */
  static SourceComments of(String module, Class<?> type) throws IOException {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    Path file =
        Path.of("..", module, "src", "main", "java")
            .resolve(outer.getName().replace('.', '/') + ".java");
    return new SourceComments(Files.readString(file));
  }

  /** Returns what is said of each component of a record, in order. */
  Map<String, String> components(Class<?> type) {
    String words = before(Pattern.compile("public record " + type.getSimpleName() + "\\("));
    Map<String, String> said = new LinkedHashMap<>();
    PARAMETER.matcher(words).results().forEach(m -> said.put(m.group(1), markdown(m.group(2))));
    return said;
  }

  /** Returns the first sentence about each constant of an enum, in order. */
  Map<String, String> constants() {
    Map<String, String> said = new LinkedHashMap<>();
    Matcher comments = COMMENT.matcher(source);
    while (comments.find()) {
      Matcher constant = CONSTANT.matcher(source.substring(comments.end()));
      if (constant.matches()) {
        said.put(constant.group(1), markdown(plain(comments.group(1))));
      }
    }
    return said;
  }

  /** Returns calls of methods and the first sentence about each, in order; no overload twice. */
  Map<String, String> methods(String returned) {
    Pattern method =
        Pattern.compile("\\s*public " + returned + " (\\w+)\\(([^)]*)\\)\\s.*", Pattern.DOTALL);
    Map<String, String> said = new LinkedHashMap<>();
    Matcher comments = COMMENT.matcher(source);
    while (comments.find()) {
      Matcher found = method.matcher(source.substring(comments.end()));
      if (found.matches()) {
        said.put(
            found.group(1) + "(" + names(found.group(2)) + ")",
            firstSentence(markdown(plain(comments.group(1)))));
      }
    }
    return said;
  }

  private static String names(String parameters) {
    if (parameters.isBlank()) {
      return "";
    }
    return COMMA
        .splitAsStream(parameters.replaceAll("<[^()]*>", "").strip())
        .map(parameter -> parameter.strip().replaceAll(".*\\s", ""))
        .collect(Collectors.joining(", "));
  }

  /** Returns the comment before a declaration. */
  private String before(Pattern declaration) {
    int at =
        declaration
            .matcher(source)
            .results()
            .findFirst()
            .map(MatchResult::start)
            .orElseThrow(() -> new IllegalStateException("Cannot find " + declaration));
    return COMMENT
        .matcher(source.substring(0, at))
        .results()
        .map(m -> plain(m.group(1)))
        .reduce((first, last) -> last)
        .orElse("");
  }

  private static String plain(String comment) {
    return comment
        .lines()
        .map(line -> line.strip().replaceFirst("^\\* ?", "").strip())
        .collect(Collectors.joining(" "))
        .strip();
  }

  private static String markdown(String javadoc) {
    String text = CODE.matcher(javadoc).replaceAll(m -> "`" + code(m.group(1), m.group(2)) + "`");
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String code(String kind, String reference) {
    if (kind.equals("code")) {
      return Matcher.quoteReplacement(reference);
    }
    String name = reference.replaceFirst("^#", "").replace('#', '.').replaceFirst("\\(.*", "");
    return Matcher.quoteReplacement(name);
  }

  private static String firstSentence(String text) {
    return text.replaceFirst("(?s)\\. .*|( @\\w+ .*)", "").replaceFirst("\\.$", "");
  }
}
