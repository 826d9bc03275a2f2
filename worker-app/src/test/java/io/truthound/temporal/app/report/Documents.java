package io.truthound.temporal.app.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads what reports write, as strictly as a parser of XML does. */
public final class Documents {
  private Documents() {}

  /** Parses a document; fails where it is not well-formed. */
  public static Document parse(String text) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)));
    } catch (Exception e) {
      throw new AssertionError("Not well-formed: " + text, e);
    }
  }

  /** Parses JUnit XML; fails where CI systems would not take it. */
  public static Document parseJunit(String text) {
    try {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(Documents.class.getResource("/junit.xsd"))
          .newValidator()
          .validate(new StreamSource(new StringReader(text)));
    } catch (Exception e) {
      throw new AssertionError("Not valid: " + text, e);
    }
    return parse(text);
  }

  /** Returns all elements of a name in document order; {@code *} names all. */
  public static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int at = 0; at < found.getLength(); at++) {
      elements.add((Element) found.item(at));
    }
    return elements;
  }

  /** Returns the text of all elements of a name in document order. */
  public static List<String> texts(Document document, String name) {
    return elements(document, name).stream().map(Element::getTextContent).toList();
  }
}
