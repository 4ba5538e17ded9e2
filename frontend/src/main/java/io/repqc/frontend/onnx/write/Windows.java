package io.repqc.frontend.onnx.write;

import io.repqc.ir.Value;
import io.repqc.ir.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Windows as attributes; ONNX has no negative border, so what one cuts is cut before. */
final class Windows {
  private Windows() {}

  /** The name of {@code x} less what a window's border cuts. */
  static String cropped(NodeWriter node, Value x, Window window) {
    return ExportPad.cropped(
        node, node.operand(x), allAxes(window.before()), allAxes(window.after()));
  }

  static boolean isNegative(Window window) {
    return Stream.concat(window.before().stream(), window.after().stream())
        .anyMatch(pad -> pad < 0);
  }

  /** The pads of the spatial axes as those of all axes. */
  static List<Integer> allAxes(List<Integer> spatial) {
    List<Integer> all = new ArrayList<>(List.of(0, 0));
    all.addAll(spatial);
    return all;
  }

  static NodeAttributes attributes(List<Integer> kernel, Window window) {
    List<Integer> pads = new ArrayList<>(ExportPad.grown(window.before()));
    pads.addAll(ExportPad.grown(window.after()));
    NodeAttributes attributes =
        new NodeAttributes()
            .integers("kernel_shape", kernel)
            .integers("strides", window.strides())
            .integers("pads", pads);
    return isDilated(window) ? attributes.integers("dilations", window.dilations()) : attributes;
  }

  static boolean isDilated(Window window) {
    return window.dilations().stream().anyMatch(dilation -> dilation > 1);
  }
}
