package io.repqc.tests.structure;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The part of a Maven project file that the structure rules look at. */
record Pom(Element project) {

  /** A direct dependency; the version is empty where the parent decides it. */
  record Dependency(String group, String artifact, Optional<String> version) {

    String coordinates() {
      return group + ":" + artifact;
    }
  }

  static Pom parse(String xml) {
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      return new Pom(builder.parse(new InputSource(new StringReader(xml))).getDocumentElement());
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new IllegalArgumentException("not a pom: " + e.getMessage(), e);
    }
  }

  List<String> modules() {
    return elements("modules", "module").stream().map(Element::getTextContent).toList();
  }

  List<Dependency> dependencies() {
    return elements("dependencies", "dependency").stream().map(Pom::dependency).toList();
  }

  /** The names of the version properties, as they stand. */
  List<String> versionProperties() {
    return child(project, "properties").stream()
        .flatMap(properties -> children(properties, element -> true).stream())
        .map(Element::getTagName)
        .filter(name -> name.startsWith("version."))
        .toList();
  }

  /** The plugins that state a version of their own. */
  List<String> versionedPlugins() {
    return child(project, "build").flatMap(build -> child(build, "plugins")).stream()
        .flatMap(plugins -> children(plugins, element -> true).stream())
        .filter(plugin -> child(plugin, "version").isPresent())
        .map(plugin -> text(plugin, "artifactId").orElseThrow())
        .toList();
  }

  private List<Element> elements(String list, String item) {
    return child(project, list)
        .map(found -> children(found, element -> element.getTagName().equals(item)))
        .orElse(List.of());
  }

  private static Dependency dependency(Element element) {
    return new Dependency(
        text(element, "groupId").orElseThrow(),
        text(element, "artifactId").orElseThrow(),
        text(element, "version"));
  }

  private static Optional<String> text(Element parent, String name) {
    return child(parent, name).map(Element::getTextContent);
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent, element -> element.getTagName().equals(name)).stream().findFirst();
  }

  private static List<Element> children(Element parent, Predicate<Element> wanted) {
    var found = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && wanted.test(element)) {
        found.add(element);
      }
    }
    return found;
  }
}
