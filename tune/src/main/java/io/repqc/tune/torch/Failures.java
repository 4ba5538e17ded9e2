package io.repqc.tune.torch;

import io.repqc.ir.IrException;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;

/** What libtorch's errors mean. */
final class Failures {
  private Failures() {}

  /** The first line is the message; the rest are places in libtorch's sources. */
  static RuntimeException of(Object what, RuntimeException error) {
    String text = String.valueOf(error.getMessage());
    String line = text.lines().findFirst().orElse(text);
    return text.contains("not enough memory") || text.contains("can't allocate memory")
        ? new ModelException(
            "%s: there is not enough memory for it; a smaller batch needs less (libtorch: %s)"
                .formatted(what, line))
        : new IrException("%s: libtorch: %s".formatted(what, line), error);
  }

  static RuntimeException of(Value value, RuntimeException error) {
    return of((Object) value, error);
  }
}
