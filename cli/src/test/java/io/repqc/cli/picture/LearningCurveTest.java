package io.repqc.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.cli.picture.LearningCurve.Batch;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.tune.Epoch;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class LearningCurveTest {
  private static final Pattern NUMBER = Pattern.compile("-?[\\d.]+");

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String tag) {
    var found = document.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /** All coordinates are numbers inside the picture. */
  private static void checkCoordinates(Document document) {
    double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
    double height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));
    for (Element path : elements(document, "path")) {
      Matcher numbers = NUMBER.matcher(path.getAttribute("d"));
      for (boolean isAcross = true; numbers.find(); isAcross = !isAcross) {
        double number = Double.parseDouble(numbers.group());
        assertTrue(number >= 0 && number <= (isAcross ? width : height), path.getAttribute("d"));
      }
    }
    for (String tag : List.of("text", "circle")) {
      for (Element each : elements(document, tag)) {
        String prefix = tag.equals("circle") ? "c" : "";
        double x = Double.parseDouble(each.getAttribute(prefix + "x"));
        double y = Double.parseDouble(each.getAttribute(prefix + "y"));
        assertTrue(x >= 0 && x <= width && y >= 0 && y <= height, x + " " + y);
      }
    }
  }

  private static List<Batch> batches(int epochs, int each) {
    return IntStream.rangeClosed(1, epochs * each)
        .mapToObj(i -> new Batch((double) i / each, 2.5 / Math.sqrt(i)))
        .toList();
  }

  @Test
  void drawsOneEpoch() throws Exception {
    String svg =
        LearningCurve.draw(List.of(new Epoch(1, 1.5, 40, 0.01)), Metric.TOP1, batches(1, 8));
    Document document = parse(svg);

    checkCoordinates(document);
    assertEquals(2, elements(document, "circle").size());
    Element loss = elements(document, "circle").get(0);
    assertEquals("616", loss.getAttribute("cx"), "at the end of the only epoch");
    assertTrue(svg.contains(">top1 of what is held out</text>"), svg);
  }

  @Test
  void drawsManyEpochs() throws Exception {
    List<Epoch> history =
        IntStream.rangeClosed(1, 300)
            .mapToObj(i -> new Epoch(i, 2.0 / i, 90 - 60.0 / i, 0))
            .toList();
    Document document = parse(LearningCurve.draw(history, Metric.TOP1, batches(300, 100)));

    checkCoordinates(document);
    assertEquals(0, elements(document, "circle").size(), "too many to be seen");
    String batches =
        elements(document, "path").stream()
            .filter(path -> path.getAttribute("class").equals("line batch"))
            .map(path -> path.getAttribute("d"))
            .filter(path -> !path.contains("h"))
            .findFirst()
            .orElseThrow();
    assertEquals(400, batches.split("L").length);
  }

  @Test
  void betterIsHigher() throws Exception {
    List<Epoch> history = List.of(new Epoch(1, 2, 40, 0.01), new Epoch(2, 1, 80, 0));
    List<Element> dots =
        elements(parse(LearningCurve.draw(history, Metric.TOP1, List.of())), "circle");

    List<Double> heights =
        dots.stream().map(dot -> Double.parseDouble(dot.getAttribute("cy"))).toList();
    assertTrue(heights.get(0) < heights.get(1), "loss falls: " + heights);
    assertTrue(heights.get(2) > heights.get(3), "score rises: " + heights);
  }

  @Test
  void leavesOutWhatIsNoNumber() throws Exception {
    List<Epoch> history =
        List.of(
            new Epoch(1, 2, Double.NaN, 0.01),
            new Epoch(2, Double.NaN, Double.NaN, 0.01),
            new Epoch(3, Double.POSITIVE_INFINITY, Double.NaN, 0));
    String svg =
        LearningCurve.draw(
            history, Metric.PSNR, List.of(new Batch(0.5, Double.NaN), new Batch(1, 3)));

    checkCoordinates(parse(svg));
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
    assertFalse(svg.contains("psnr"), "no score, no panel for it");
  }

  @Test
  void drawsARunWithoutEpochs() throws Exception {
    checkCoordinates(parse(LearningCurve.draw(List.of(), Metric.MSE, List.of())));
  }
}
