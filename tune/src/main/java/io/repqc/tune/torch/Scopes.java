package io.repqc.tune.torch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Parts of the program at whose end libtorch's memory is given back. */
final class Scopes {
  private Scopes() {}

  static <T> T within(Supplier<T> work) {
    PointerScope scope = new PointerScope();
    try {
      return work.get();
    } finally {
      scope.close();
    }
  }

  static <T> T withoutDerivatives(Supplier<T> work) {
    return within(
        () -> {
          NoGradGuard guard = new NoGradGuard();
          try {
            return work.get();
          } finally {
            guard.close();
          }
        });
  }

  /** A tensor that outlives the present scope, until it is closed. */
  static Tensor keep(Tensor tensor) {
    return tensor.retainReference();
  }
}
