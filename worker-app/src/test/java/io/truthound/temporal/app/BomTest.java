package io.truthound.temporal.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The BOM inherits nothing, so it repeats versions: here they are compared. */
class BomTest {
  private static final Path ROOT = Path.of("..");
  private final Pom project = Pom.at(ROOT.resolve("pom.xml"));
  private final Pom bom = Pom.at(ROOT.resolve("infra/bom/pom.xml"));

  @Test
  void theBomIsOfTheProjectsVersion() {
    assertThat(bom.text("/project/version")).isEqualTo(project.text("/project/version"));
  }

  @Test
  void theBomHasEachModule() {
    List<String> modules =
        project.texts("/project/modules/module").stream()
            .filter(module -> !module.startsWith("examples/"))
            .map(module -> "io.truthound.temporal:truthound-temporal-" + module)
            .toList();

    assertThat(bom.managed()).containsKeys(modules.toArray(String[]::new));
  }

  @Test
  void theBomHasTheVersionsThatTheProjectIsBuiltWith() {
    Map<String, String> others = bom.managed();
    others.keySet().removeIf(name -> name.startsWith("io.truthound."));

    assertThat(others).isNotEmpty();
    assertThat(project.managed()).containsAllEntriesOf(others);
  }

  /** A pom.xml, read without Maven. */
  private record Pom(Document document, XPath paths) {
    static Pom at(Path file) {
      try {
        File pom = file.toFile();
        return new Pom(
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom),
            XPathFactory.newInstance().newXPath());
      } catch (Exception e) {
        throw new IllegalStateException("Cannot read " + file.toAbsolutePath(), e);
      }
    }

    /** Returns versions by group and artifact. */
    Map<String, String> managed() {
      Map<String, String> versions = new LinkedHashMap<>();
      for (Node each : nodes("/project/dependencyManagement/dependencies/dependency", document)) {
        versions.put(text("groupId", each) + ":" + text("artifactId", each), text("version", each));
      }
      return versions;
    }

    List<String> texts(String path) {
      return nodes(path, document).stream().map(Node::getTextContent).toList();
    }

    String text(String path) {
      return text(path, document);
    }

    private String text(String path, Node within) {
      return resolved(nodes(path, within).get(0).getTextContent());
    }

    private String resolved(String text) {
      if (!text.startsWith("${")) {
        return text;
      }
      String property = text.substring(2, text.length() - 1);
      return property.startsWith("project.")
          ? text("/project/" + property.substring("project.".length()))
          : text("/project/properties/" + property);
    }

    private List<Node> nodes(String path, Node within) {
      try {
        NodeList found = (NodeList) paths.evaluate(path, within, XPathConstants.NODESET);
        List<Node> nodes = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) {
          nodes.add(found.item(at));
        }
        return nodes;
      } catch (Exception e) {
        throw new IllegalStateException("Cannot evaluate " + path, e);
      }
    }
  }
}
