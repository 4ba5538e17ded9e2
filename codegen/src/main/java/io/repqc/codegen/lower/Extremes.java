package io.repqc.codegen.lower;

import io.repqc.codegen.Elements;
import io.repqc.codegen.Settings;
import java.util.Map;

/** Calls for the larger or the smaller of two integers on equal levels. */
final class Extremes {
  private Extremes() {}

  /** Two tensors, which broadcast to the result. */
  static void call(boolean larger, View a, View b, View y, Code code) {
    Settings settings =
        Moves.axes(
                y,
                Map.of(
                    "a", a.stretched(y.shape()),
                    "b", b.stretched(y.shape()),
                    "y", y.strides()))
            .in(Settings.of("extreme"))
            .with("wide", y.elements() == Elements.INT32 ? 1 : 0)
            .with("larger", larger ? 1 : 0);
    code.call("extreme", settings, a.pointer(), b.pointer(), y.pointer());
  }
}
