package io.repqc.frontend.data;

import io.repqc.frontend.Half;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's array format, versions 1 to 3 (numpy.lib.format): a magic number, a header that is a
 * Python dictionary, the raw elements. Half floats are read as f32, unsigned 64-bit integers as
 * i64.
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int HEADER_ALIGNMENT = 64;
  private static final Map<ElementType, String> CODES =
      Map.of(
          ElementType.F32, "<f4",
          ElementType.F64, "<f8",
          ElementType.I8, "|i1",
          ElementType.U8, "|u1",
          ElementType.I16, "<i2",
          ElementType.U16, "<u2",
          ElementType.I32, "<i4",
          ElementType.U32, "<u4",
          ElementType.I64, "<i8",
          ElementType.BOOL, "|b1");

  private final String file;
  private final byte[] bytes;

  private Npy(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** The array in {@code bytes}; {@code file} is for messages. */
  static Tensor read(String file, byte[] bytes) {
    return new Npy(file, bytes).read();
  }

  static byte[] write(Tensor tensor) {
    Tensor plain = isWritable(tensor) ? tensor : widened(tensor);
    String dims =
        plain.shape().dims().stream().map(dim -> dim + ",").collect(Collectors.joining(" "));
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(CODES.get(plain.elementType()), dims);
    int start = MAGIC.length + 4;
    int padding = Math.floorMod(-(start + header.length() + 1), HEADER_ALIGNMENT);
    header += " ".repeat(padding) + "\n";
    byte[] elements = plain.toBytes();
    ByteBuffer buffer =
        ByteBuffer.allocate(start + header.length() + elements.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
    return buffer.put(header.getBytes(StandardCharsets.US_ASCII)).put(elements).array();
  }

  /** NumPy knows no element below a byte and no 8-bit float. */
  private static boolean isWritable(Tensor tensor) {
    return CODES.containsKey(tensor.elementType());
  }

  private static Tensor widened(Tensor tensor) {
    ElementType wide = tensor.elementType().isFloat() ? ElementType.F32 : ElementType.I8;
    ElementType type = tensor.elementType() == ElementType.U4 ? ElementType.U8 : wide;
    return Tensor.generate(new TensorType(type, tensor.shape()), tensor::number);
  }

  private Tensor read() {
    ModelException.check(
        bytes.length >= 10 && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length),
        "%s: not a NumPy array; expected a file written by numpy.save",
        file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean isShort = bytes[MAGIC.length] == 1;
    int start = isShort ? 10 : 12;
    long length = isShort ? buffer.getShort(8) & 0xffff : remaining(12) < 0 ? -1 : buffer.getInt(8);
    ModelException.check(
        length >= 0 && length <= remaining(start), "%s: truncated within its header", file);
    String header = new String(bytes, start, (int) length, StandardCharsets.UTF_8);
    Shape shape = shape(field(header, "'shape'\\s*:\\s*\\(([^)]*)\\)"));
    String descriptor = field(header, "'descr'\\s*:\\s*'([^']*)'");
    Tensor tensor = elements(descriptor, shape, start + (int) length);
    return field(header, "'fortran_order'\\s*:\\s*(\\w+)").equals("True")
        ? transposed(tensor)
        : tensor;
  }

  private int remaining(int start) {
    return bytes.length - start;
  }

  private String field(String header, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(header);
    ModelException.check(
        matcher.find(), "%s: a NumPy array of plain numbers was expected, found %s", file, header);
    return matcher.group(1);
  }

  private Shape shape(String text) {
    try {
      List<Integer> dims = new ArrayList<>();
      for (String dim : text.split(",")) {
        if (!dim.isBlank()) {
          dims.add(Integer.parseInt(dim.strip()));
        }
      }
      return new Shape(dims);
    } catch (RuntimeException e) {
      throw new ModelException("%s: cannot hold an array of shape (%s)".formatted(file, text));
    }
  }

  private Tensor elements(String descriptor, Shape shape, int start) {
    String kind = descriptor.substring(Math.min(1, descriptor.length()));
    int width = kind.length() == 2 ? Character.digit(kind.charAt(1), 10) : 0;
    ModelException.check(
        width > 0 && remaining(start) == (long) shape.count() * width,
        "%s: %d bytes of elements for shape %s of type %s",
        file,
        remaining(start),
        shape,
        descriptor);
    byte[] elements = Arrays.copyOfRange(bytes, start, bytes.length);
    if (descriptor.startsWith(">")) {
      reverseEach(elements, width);
    }
    if (kind.equals("f2")) {
      return halves(shape, elements);
    }
    ModelException.check(
        !kind.equals("u8") || isBelow63Bits(elements), "%s: an integer of over 63 bits", file);
    String known = kind.equals("u8") ? "i8" : kind;
    Optional<ElementType> type =
        CODES.entrySet().stream()
            .filter(entry -> entry.getValue().endsWith(known))
            .map(Map.Entry::getKey)
            .findFirst();
    ModelException.check(
        type.isPresent(),
        "%s: elements of type %s; expected floats, integers or truth values",
        file,
        descriptor);
    return Tensor.fromBytes(new TensorType(type.get(), shape), elements);
  }

  private static void reverseEach(byte[] bytes, int width) {
    for (int i = 0; i < bytes.length; i += width) {
      for (int low = i, high = i + width - 1; low < high; low++, high--) {
        byte swapped = bytes[low];
        bytes[low] = bytes[high];
        bytes[high] = swapped;
      }
    }
  }

  private static Tensor halves(Shape shape, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return Tensor.generate(
        new TensorType(ElementType.F32, shape), i -> Half.fromFloat16(buffer.getShort(2 * i)));
  }

  private static boolean isBelow63Bits(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes.length; i += Long.BYTES) {
      if (buffer.getLong(i) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The elements came first axis fastest; a tensor has the last axis fastest. */
  private static Tensor transposed(Tensor tensor) {
    Shape shape = tensor.shape();
    int[] rowMajor = shape.strides();
    int[] sources = new int[tensor.count()];
    for (int i = 0; i < sources.length; i++) {
      int source = 0;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        source = source * shape.dim(axis) + i / rowMajor[axis] % shape.dim(axis);
      }
      sources[i] = source;
    }
    return tensor.pick(shape, sources);
  }
}
