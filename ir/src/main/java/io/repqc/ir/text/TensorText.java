package io.repqc.ir.text;

import io.repqc.ir.Sha256;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the text writes numbers: few of them as they are, equal ones once, many by their digest. */
public final class TensorText {
  /** So many elements stand in the text itself. */
  public static final int LONGEST_LIST = 16;

  /** A tensor of more elements is never made from a short text. */
  public static final int LARGEST_FILL = 1 << 26;

  private static final int DIGEST_BYTES = 12;

  private TensorText() {}

  /** What stands behind the {@code =} of a declaration. */
  public static String of(Tensor tensor) {
    if (isFill(tensor)) {
      return "fill(" + element(tensor, 0) + ")";
    }
    if (!isList(tensor)) {
      return "data(" + digest(tensor) + ")";
    }
    return tensor.shape().rank() == 0 ? element(tensor, 0) : list(tensor);
  }

  /** Whether the numbers lie in the side file. */
  public static boolean isData(Tensor tensor) {
    return !isFill(tensor) && !isList(tensor);
  }

  /** The first 24 hexadecimal digits of the SHA-256 of element type, shape and bytes. */
  public static String digest(Tensor tensor) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(header(tensor.type()).getBytes(StandardCharsets.UTF_8));
    byte[] digest = sha256.digest(tensor.toBytes());
    return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
  }

  /** The part of a type that its numbers need, such as {@code f32[2,3]}. */
  public static String header(TensorType type) {
    return type.elementType().toString() + type.shape();
  }

  /** All elements between brackets. */
  public static String list(Tensor tensor) {
    return IntStream.range(0, tensor.count())
        .mapToObj(i -> element(tensor, i))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String element(Tensor tensor, int i) {
    return switch (tensor.elementType()) {
      case F64 -> Decimal.of(tensor.number(i));
      case F32, F8E4M3, F8E5M2 -> Decimal.of((float) tensor.number(i));
      case BOOL -> tensor.integer(i) == 0 ? "false" : "true";
      case I8, U8, I16, U16, I32, U32, I64, I4, U4, B1 -> Long.toString(tensor.integer(i));
    };
  }

  private static boolean isFill(Tensor tensor) {
    int count = tensor.count();
    return count > 1
        && count <= LARGEST_FILL
        && Double.compare(tensor.number(0), tensor.number(count - 1)) == 0
        && readsBack(tensor, 0)
        && tensor.isUniform();
  }

  private static boolean isList(Tensor tensor) {
    return tensor.count() <= LONGEST_LIST
        && IntStream.range(0, tensor.count()).allMatch(i -> readsBack(tensor, i));
  }

  /** Not so for a truth value that is neither 0 nor 1. */
  private static boolean readsBack(Tensor tensor, int i) {
    TensorType scalar = tensor.type().with(Shape.SCALAR);
    Tensor read =
        tensor.elementType().isFloat()
            ? Tensor.fill(scalar, tensor.number(i))
            : Tensor.generateIntegers(scalar, j -> tensor.integer(i));
    return read.equals(tensor.pick(Shape.SCALAR, new int[] {i}));
  }
}
