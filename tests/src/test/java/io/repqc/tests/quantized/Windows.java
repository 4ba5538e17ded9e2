package io.repqc.tests.quantized;

import io.repqc.ir.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel of a random convolution or pool, and its attributes. */
record Windows(List<Long> kernel, Map<String, Object> attributes) {

  /** With strides, and dilations or a border given by rule. */
  static Windows draw(OperatorDraw draw, int spatial) {
    if (draw.flip()) {
      Windows windows = drawStrided(draw, spatial);
      windows.attributes().put("auto_pad", draw.pick("SAME_UPPER", "SAME_LOWER", "VALID"));
      return windows;
    }
    Windows windows = drawUnpadded(draw, spatial);
    windows.attributes().put("pads", draw.longs(2 * spatial, 0, 2));
    return windows;
  }

  /** With strides and dilations. */
  static Windows drawUnpadded(OperatorDraw draw, int spatial) {
    Windows windows = drawStrided(draw, spatial);
    windows.attributes().put("dilations", draw.longs(spatial, 1, 2));
    return windows;
  }

  /** As a pool has it: a border less wide than the kernel, no dilations. */
  static Windows drawPool(OperatorDraw draw, int spatial) {
    Windows windows = drawStrided(draw, spatial);
    if (draw.flip()) {
      List<Long> pads = new ArrayList<>();
      for (int i = 0; i < 2 * spatial; i++) {
        pads.add((long) draw.between(0, (int) (windows.kernel().get(i % spatial) - 1)));
      }
      windows.attributes().put("pads", pads);
      windows.attributes().put("ceil_mode", draw.flip() ? 1L : 0L);
    } else {
      windows.attributes().put("auto_pad", draw.pick("SAME_UPPER", "SAME_LOWER", "VALID"));
    }
    return windows;
  }

  private static Windows drawStrided(OperatorDraw draw, int spatial) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    List<Long> kernel = draw.longs(spatial, 1, 3);
    attributes.put("kernel_shape", kernel);
    attributes.put("strides", draw.longs(spatial, 1, 2));
    return new Windows(kernel, attributes);
  }

  /** The shape of a weight with this kernel. */
  Shape weight(int first, int second) {
    List<Integer> dims = new ArrayList<>(List.of(first, second));
    kernel.forEach(size -> dims.add(size.intValue()));
    return new Shape(dims);
  }
}
