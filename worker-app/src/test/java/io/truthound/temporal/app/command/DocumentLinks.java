package io.truthound.temporal.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The links of a Markdown file to files and headings of this project. */
final class DocumentLinks {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");

  private DocumentLinks() {}

  /** Returns the links that lead nowhere; those to other sites are not looked at. */
  static List<String> dead(Path document) throws IOException {
    List<String> dead = new ArrayList<>();
    for (String line : proseOf(document)) {
      Matcher link = LINK.matcher(line);
      while (link.find()) {
        if (!leads(document, link.group(1))) {
          dead.add(document + ": " + link.group(1));
        }
      }
    }
    return dead;
  }

  /** Returns what a heading is called in links: as GitHub does. */
  static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .strip()
        .replace(' ', '-');
  }

  private static boolean leads(Path document, String link) throws IOException {
    if (link.matches("[a-z]+:.*")) {
      return true;
    }
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? document : document.resolveSibling(file);
    return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
  }

  private static Set<String> anchors(Path document) throws IOException {
    Set<String> anchors = new HashSet<>();
    for (String line : proseOf(document)) {
      if (line.matches("#+ .*")) {
        String anchor = anchor(line.replaceFirst("#+ ", ""));
        int same = 0;
        while (!anchors.add(same == 0 ? anchor : anchor + "-" + same)) {
          same++;
        }
      }
    }
    return anchors;
  }

  /** Returns the lines that are no code. */
  private static List<String> proseOf(Path document) throws IOException {
    List<String> prose = new ArrayList<>();
    boolean code = false;
    for (String line : Files.readAllLines(document)) {
      if (line.strip().startsWith("```")) {
        code = !code;
      } else if (!code) {
        prose.add(line);
      }
    }
    return prose;
  }
}
