package io.repqc.compiler.golden;

import io.repqc.ir.Sha256;
import io.repqc.ir.Tensor;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Tells numbers from others by a few digits: the first of the SHA-256 of their bytes. */
final class Digest {
  private static final int BYTES = 8;

  private final MessageDigest sha256 = Sha256.start();

  Digest add(Tensor tensor) {
    sha256.update((tensor.elementType().isFloat() ? withOneNan(tensor) : tensor).toBytes());
    return this;
  }

  /** The bits of a NaN are the machine's affair. */
  private static Tensor withOneNan(Tensor tensor) {
    return Tensor.generate(
        tensor.type(), i -> Double.isNaN(tensor.number(i)) ? Double.NaN : tensor.number(i));
  }

  String digits() {
    return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
  }
}
