package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.app.report.RulesMarkdown;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.rule.RuleVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * References in {@code docs/} say what the code says, and no link of a document is dead. References
 * are written anew by {@link #RECORD}.
 */
final class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final String RECORD =
      "mvn -q test -pl worker-app -am -Dtest=DocumentsTest -Drecord.docs=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  /** A variable as code or the launcher reads it. */
  private static final Pattern VARIABLE = Pattern.compile("[\"{](TRUTHOUND_[A-Z0-9_]+)[\":]");

  private static final Pattern QUOTE = Pattern.compile("`([^`\n]+)`");

  /** What a message fills in. */
  private static final Pattern PLACE = Pattern.compile("[ :,\"]*…[ :,\"]*|\\d+");

  @BeforeAll
  static void recordWhereToldTo() throws IOException {
    if (Boolean.getBoolean("record.docs")) {
      for (Reference reference : references().toList()) {
        Files.writeString(DOCS.resolve(reference.name()), reference.text());
      }
    }
  }

  /** A document that code writes. */
  record Reference(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Reference> references() throws IOException {
    return Stream.of(
        new Reference("rules-reference.md", RulesMarkdown.all(RuleVocabulary.all())),
        new Reference("configuration.md", new ConfigurationDocument().text()));
  }

  @ParameterizedTest
  @MethodSource("references")
  void referencesSayWhatTheCodeSays(Reference reference) throws IOException {
    assertThat(Files.readString(DOCS.resolve(reference.name())))
        .as("docs/%s is not what the code says; it is written anew by: %s", reference, RECORD)
        .isEqualTo(reference.text());
  }

  @Test
  void optionsNameTheDefaultsThatTheirSettingsHave() {
    ConfigurationDocument document = new ConfigurationDocument();

    document
        .settings()
        .defaultsOfOptions()
        .forEach(
            (option, standard) ->
                assertThat(document.options().standards(option))
                    .as(option)
                    .isNotEmpty()
                    .allMatch(said -> said.isEmpty() || said.equals(standard)));
  }

  @Test
  void everyVariableIsExplained() throws IOException {
    Set<String> read = new TreeSet<>(new ConfigurationDocument().options().variables());
    for (Path source : sources()) {
      VARIABLE
          .matcher(Files.readString(source))
          .results()
          .forEach(found -> read.add(found.group(1)));
    }
    read.removeIf(name -> name.startsWith("TEMPORAL_"));

    assertThat(ConfigurationDocument.VARIABLES.keySet()).containsAll(read);
    assertThat(read)
        .containsAll(
            ConfigurationDocument.VARIABLES.keySet().stream()
                .filter(name -> name.startsWith("TRUTHOUND_"))
                .toList());
  }

  /** What is quoted as a symptom begins with a capital or an ellipsis and has several words. */
  @Test
  void troubleshootingQuotesWhatTheCodeSays() throws IOException {
    String code = said();
    List<String> quoted =
        QUOTE
            .matcher(Files.readString(DOCS.resolve("troubleshooting.md")))
            .results()
            .map(quote -> quote.group(1))
            .filter(quote -> quote.contains(" ") && !quote.startsWith("truthound "))
            .filter(quote -> !quote.startsWith("--"))
            .toList();

    assertThat(quoted).hasSizeGreaterThan(30);
    assertThat(quoted)
        .filteredOn(quote -> !PLACE.splitAsStream(quote).allMatch(code::contains))
        .isEmpty();
  }

  @Test
  void troubleshootingNamesEveryTypeOfFailure() throws IOException {
    String document = Files.readString(DOCS.resolve("troubleshooting.md"));
    List<String> types =
        Pattern.compile("\"truthound\\.(\\w+)\"")
            .matcher(
                Files.readString(
                    ROOT.resolve("workflows/src/main/java")
                        .resolve(FailureTypes.class.getName().replace('.', '/') + ".java")))
            .results()
            .map(type -> "`" + type.group(1) + "`")
            .toList();

    assertThat(types).hasSizeGreaterThan(15).allMatch(document::contains);
  }

  /** Returns the code of the house, with texts that are written in pieces put together. */
  private static String said() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path source : sources()) {
      all.append(Files.readString(source));
    }
    return all.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
  }

  static Stream<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    all.add(ROOT.resolve("SECURITY.md"));
    all.add(ROOT.resolve("examples/README.md"));
    all.add(ROOT.resolve("bench/README.md"));
    try (Stream<Path> docs = Files.walk(DOCS)) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Path document) throws IOException {
    assertThat(DocumentLinks.dead(document)).isEmpty();
  }

  @Test
  void readmeNamesEveryDocument() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    try (Stream<Path> docs = Files.list(DOCS)) {
      assertThat(docs.map(file -> "(docs/" + file.getFileName())).allMatch(readme::contains);
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>(List.of(ROOT.resolve("truthound")));
    for (String module : List.of("workflows", "activities", "worker-app")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        sources.addAll(files.filter(file -> file.toString().endsWith(".java")).toList());
      }
    }
    return sources;
  }
}
