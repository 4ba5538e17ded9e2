package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.repqc.frontend.Half;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Turns ONNX tensors into ours. Data lie in raw bytes, in one of five typed lists, or in another
 * file; nothing is allocated before their length is known to fit the claimed shape.
 */
final class TensorReader {
  private static final int HIGHEST_RANK = 64;

  private final ExternalData external;

  TensorReader(ExternalData external) {
    this.external = external;
  }

  Tensor read(TensorProto proto) {
    ElementType elementType = OnnxTypes.elementType(proto.getDataType());
    Shape shape = shape(proto.getDimsList());
    TensorType type = new TensorType(elementType, shape);
    ModelException.check(!proto.hasSegment(), "tensors in segments are not supported");
    if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      long length = bytes(proto.getDataType(), elementType, shape.count());
      return decode(proto.getDataType(), type, external.read(proto.getExternalDataList(), length));
    }
    return proto.hasRawData()
        ? readRaw(proto, type)
        : new TypedData(proto).read(proto.getDataType(), type);
  }

  private static Tensor readRaw(TensorProto proto, TensorType type) {
    long expected = bytes(proto.getDataType(), type.elementType(), type.shape().count());
    ModelException.check(
        proto.getRawData().size() == expected,
        "%d bytes of data for %s%s, which takes %d",
        proto.getRawData().size(),
        OnnxTypes.name(proto.getDataType()),
        type.shape(),
        expected);
    return decode(proto.getDataType(), type, proto.getRawData().asReadOnlyByteBuffer());
  }

  private static long bytes(int code, ElementType elementType, int count) {
    int bits = code == OnnxTypes.FLOAT16 || code == OnnxTypes.BFLOAT16 ? 16 : elementType.bits();
    return ((long) count * bits + 7) / 8;
  }

  /** A shape of a bounded size; {@link Shape} itself leaves that to its users. */
  static Shape shape(List<Long> dims) {
    ModelException.check(
        dims.size() <= HIGHEST_RANK, "%d dimensions; the limit is %d", dims.size(), HIGHEST_RANK);
    long count = 1;
    for (long dim : dims) {
      ModelException.check(dim >= 0, "negative dimension %d in shape %s", dim, dims);
      ModelException.check(
          dim <= Emitter.MOST_ELEMENTS && count * Math.max(dim, 1) <= Emitter.MOST_ELEMENTS,
          "shape %s is too large; the limit is %d elements",
          dims,
          Emitter.MOST_ELEMENTS);
      count *= Math.max(dim, 1);
    }
    return new Shape(dims.stream().map(Long::intValue).toList());
  }

  private static Tensor decode(int code, TensorType type, ByteBuffer buffer) {
    ByteBuffer data = buffer.order(ByteOrder.LITTLE_ENDIAN);
    int start = data.position();
    if (code == OnnxTypes.FLOAT16) {
      return Tensor.generate(type, i -> Half.fromFloat16(data.getShort(start + 2 * i)));
    }
    if (code == OnnxTypes.BFLOAT16) {
      return Tensor.generate(type, i -> Half.fromBfloat16(data.getShort(start + 2 * i)));
    }
    if (type.elementType().bits() == 4) {
      return Tensor.generateIntegers(type, i -> data.get(start + i / 2) >> (i % 2 * 4));
    }
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return checked(code, Tensor.fromBytes(type, bytes));
  }

  /** What cannot be held here is refused rather than changed. */
  static Tensor checked(int code, Tensor tensor) {
    if (code == OnnxTypes.UINT64) {
      for (long number : tensor.longs()) {
        ModelException.check(
            number >= 0, "%s is too large: uint64 is held as int64", Long.toUnsignedString(number));
      }
    }
    return tensor.elementType() == ElementType.BOOL
        ? Tensor.generateIntegers(tensor.type(), tensor::integer)
        : tensor;
  }

  /** The lists of a tensor without raw bytes; which of them holds the numbers follows the type. */
  private record TypedData(TensorProto proto) {
    Tensor read(int code, TensorType type) {
      return switch (code) {
        case OnnxTypes.FLOAT -> {
          check(type, "float_data", proto.getFloatDataCount(), type.shape().count());
          yield Tensor.generate(type, proto::getFloatData);
        }
        case 11 -> {
          check(type, "double_data", proto.getDoubleDataCount(), type.shape().count());
          yield Tensor.generate(type, proto::getDoubleData);
        }
        case 7 -> integers(type, "int64_data", proto.getInt64DataCount(), proto::getInt64Data);
        case 12, OnnxTypes.UINT64 ->
            checked(
                code,
                integers(type, "uint64_data", proto.getUint64DataCount(), proto::getUint64Data));
        default -> narrow(code, type);
      };
    }

    /** {@code int32_data} holds every type of up to 32 bits, floats by their bit patterns. */
    private Tensor narrow(int code, TensorType type) {
      int count = type.shape().count();
      boolean packed = type.elementType().bits() == 4;
      check(type, "int32_data", proto.getInt32DataCount(), packed ? (count + 1) / 2 : count);
      if (code == OnnxTypes.FLOAT16) {
        return Tensor.generate(type, i -> Half.fromFloat16((short) proto.getInt32Data(i)));
      }
      if (code == OnnxTypes.BFLOAT16) {
        return Tensor.generate(type, i -> Half.fromBfloat16((short) proto.getInt32Data(i)));
      }
      if (type.elementType().isFloat()) {
        byte[] codes = new byte[count];
        for (int i = 0; i < count; i++) {
          codes[i] = (byte) proto.getInt32Data(i);
        }
        return Tensor.of(type, codes);
      }
      return packed
          ? Tensor.generateIntegers(type, i -> proto.getInt32Data(i / 2) >> (i % 2 * 4))
          : Tensor.generateIntegers(type, proto::getInt32Data);
    }

    private static Tensor integers(
        TensorType type, String field, int found, IntToLongFunction number) {
      check(type, field, found, type.shape().count());
      return Tensor.generateIntegers(type, number);
    }

    private static void check(TensorType type, String field, int found, int expected) {
      ModelException.check(
          found == expected,
          "%d numbers in %s for %s, which takes %d",
          found,
          field,
          type,
          expected);
    }
  }
}
