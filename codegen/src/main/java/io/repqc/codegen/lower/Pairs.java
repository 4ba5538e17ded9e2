package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import io.repqc.ir.Value;
import java.util.List;
import java.util.Map;

/** Calls that make one sum of each two integers. */
final class Pairs {
  private Pairs() {}

  /** Loops over what two tensors broadcast to, for a kernel's settings. */
  static Settings loops(String kernel, View a, View b, View y, List<Integer> channel) {
    return Moves.axes(
            y,
            Map.of(
                "a", a.stretched(y.shape()),
                "b", b.stretched(y.shape()),
                "y", y.strides(),
                "channel", channel))
        .in(Settings.of(kernel));
  }

  /** How a kernel reads the integers of a tensor. */
  static Settings steps(Value value, Code code) {
    return steps(code.view(value), code.zero(value));
  }

  /** How a kernel reads the integers of a view. */
  static Settings steps(View view, int zero) {
    int wide = view.elements() == Elements.INT32 ? 1 : 0;
    return Settings.of("steps").with("wide", wide).with("zero", zero);
  }
}
