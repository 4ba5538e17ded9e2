package io.repqc.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.cli.picture.Diagram.Kind;
import io.repqc.cli.picture.Diagram.Node;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class SvgWriterTest {
  private static final String LONG_NAME = "stage1/block0/" + "very_".repeat(20) + "long/conv1";

  @Test
  void writesTheSameBytesEachTime() {
    for (Diagram diagram : SampleDiagrams.all().values()) {
      assertEquals(SvgWriter.write(diagram), SvgWriter.write(diagram));
    }
  }

  @Test
  void writesTheSameBytesInEveryLanguage() {
    Locale usual = Locale.getDefault();
    Diagram diagram = SampleDiagrams.repVgg(2);
    String expected = SvgWriter.write(diagram);
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, SvgWriter.write(diagram));
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void everyKindHasAStyle() {
    for (Kind kind : Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      String svg = SvgWriter.write(new Diagram(List.of(node("x", kind)), List.of()));

      assertTrue(svg.contains("<g class='box " + name + "'>"), name);
      assertTrue(svg.contains("." + name + " rect"), name);
    }
  }

  @Test
  void escapesNames() throws Exception {
    String name = "a<b>&\"c'\u0001\uD800 \uD83D\uDE00";

    Document document =
        parsed(SvgWriter.write(new Diagram(List.of(node(name, Kind.OTHER)), List.of())));

    String expected = "a<b>&\"c'\uFFFD\uFFFD \uD83D\uDE00";
    assertEquals(expected, text(document, "text"));
    assertEquals(expected, text(document, "title"));
  }

  @Test
  void shortensLongNamesInTheMiddleAndKeepsTheWholeInTheTooltip() throws Exception {
    Document document =
        parsed(SvgWriter.write(new Diagram(List.of(node(LONG_NAME, Kind.OTHER)), List.of())));

    String shown = text(document, "text");
    assertTrue(
        shown.startsWith("stage1/") && shown.endsWith("long/conv1") && shown.contains("\u2026"),
        shown);
    assertEquals(LONG_NAME, text(document, "title"));
  }

  @Test
  void namesNothingOutside() {
    String svg = SvgWriter.write(SampleDiagrams.dbb(2));

    assertFalse(svg.contains("href"));
    assertFalse(svg.contains("@import"));
    assertFalse(svg.contains("script"));
    assertEquals(svg.indexOf("url("), svg.indexOf("url(#tip)"));
  }

  @Test
  void drawsOnePathAnEdge() throws Exception {
    Diagram diagram = SampleDiagrams.mobileOne(2);

    NodeList paths = parsed(SvgWriter.write(diagram)).getElementsByTagName("path");

    long edges = 0;
    for (int i = 0; i < paths.getLength(); i++) {
      edges += ((Element) paths.item(i)).getAttribute("class").equals("edge") ? 1 : 0;
    }
    assertEquals(diagram.edges().size(), edges);
  }

  private static Node node(String title, Kind kind) {
    return new Node("id", title, List.of(), title, kind);
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static String text(Document document, String element) {
    return document.getElementsByTagName(element).item(0).getTextContent();
  }
}
