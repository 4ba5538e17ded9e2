package io.repqc.compiler.golden;

import io.repqc.ir.IrException;
import io.repqc.ir.Tensor;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells numbers from others by a few digits: the first of the SHA-256 of their bytes. */
final class Digest {
  private static final int BYTES = 8;

  private final MessageDigest sha256 = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IrException("every Java has SHA-256", e);
    }
  }

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
