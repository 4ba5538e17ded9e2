package io.repqc.tests.merge;

import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The patches (im2col) of a square source, of any size that can matter, and the kernel that reads
 * them, by its answers: to nothing, then to each element of one image of the source alone.
 */
record Patches(Tensor source, Tensor answers, int stride) {

  /** An element of each patch: its channel, and its place from the patch's first position. */
  record Element(int channel, int y, int x) {}

  /** All that lie in the source at some position. */
  List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    for (int channel = 0; channel < source.shape().dim(1); channel++) {
      for (int y = -stride * (positions() - 1); y < size(); y++) {
        for (int x = -stride * (positions() - 1); x < size(); x++) {
          elements.add(new Element(channel, y, x));
        }
      }
    }
    return elements;
  }

  /** What the element is at every position of every image: a column of im2col. */
  double[] column(Element element) {
    int positions = positions();
    return IntStream.range(0, source.shape().dim(0) * positions * positions)
        .mapToDouble(
            i -> {
              int y = i / positions % positions * stride + element.y;
              int x = i % positions * stride + element.x;
              boolean inside = y >= 0 && y < size() && x >= 0 && x < size();
              int image = i / positions / positions;
              return inside ? at(source, image, element.channel, y, x) : 0;
            })
        .toArray();
  }

  double bias(int output) {
    return at(answers, 0, output, 0, 0);
  }

  /** What the kernel holds for the element: from the first position that sees it inside. */
  double tap(Element element, int output) {
    int row = positionsBefore(element.y);
    int column = positionsBefore(element.x);
    int y = row * stride + element.y;
    int x = column * stride + element.x;
    int image = 1 + (element.channel * size() + y) * size() + x;
    return at(answers, image, output, row, column) - at(answers, 0, output, row, column);
  }

  private int positionsBefore(int offset) {
    return offset < 0 ? (stride - 1 - offset) / stride : 0;
  }

  private int size() {
    return source.shape().dim(2);
  }

  private int positions() {
    return answers.shape().dim(2);
  }

  private static double at(Tensor tensor, int image, int channel, int y, int x) {
    int size = tensor.shape().dim(2);
    return tensor.number(((image * tensor.shape().dim(1) + channel) * size + y) * size + x);
  }
}
