package io.repqc.tune.torch;

import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Numbers on their way between Java's arrays and libtorch's tensors, copied in one go. */
final class Transfer {
  private Transfer() {}

  static long[] dims(Shape shape) {
    return shape.dims().stream().mapToLong(Integer::longValue).toArray();
  }

  /** In which type libtorch holds such elements. */
  static ScalarType elements(ElementType type) {
    return switch (type) {
      case F32 -> ScalarType.Float;
      case F64 -> ScalarType.Double;
      case I8 -> ScalarType.Char;
      case U8 -> ScalarType.Byte;
      case I16 -> ScalarType.Short;
      case I32 -> ScalarType.Int;
      case I64 -> ScalarType.Long;
      case BOOL -> ScalarType.Bool;
      default -> throw new ModelException("training knows no numbers of type %s".formatted(type));
    };
  }

  static Tensor empty(TensorType type) {
    return torch.empty(
        dims(type.shape()),
        new TensorOptions(elements(type.elementType())),
        new MemoryFormatOptional());
  }

  static Tensor indices(long... indices) {
    return toTorch(io.repqc.ir.Tensor.i64(Shape.of(indices.length), indices));
  }

  static Tensor toTorch(io.repqc.ir.Tensor tensor) {
    Tensor result = empty(tensor.type());
    copy(tensor, result.data_ptr());
    return result;
  }

  /** Writes the numbers into a tensor of the same type and shape. */
  static void copy(io.repqc.ir.Tensor from, Pointer to) {
    int count = from.count();
    if (from.array() instanceof float[] floats) {
      new FloatPointer(to).put(floats, 0, count);
    } else if (from.array() instanceof double[] doubles) {
      new DoublePointer(to).put(doubles, 0, count);
    } else if (from.array() instanceof byte[] bytes) {
      new BytePointer(to).put(bytes, 0, count);
    } else if (from.array() instanceof short[] shorts) {
      new ShortPointer(to).put(shorts, 0, count);
    } else if (from.array() instanceof int[] ints) {
      new IntPointer(to).put(ints, 0, count);
    } else {
      new LongPointer(to).put(from.longs(), 0, count);
    }
  }

  static io.repqc.ir.Tensor fromTorch(Tensor tensor, TensorType type) {
    Object array = io.repqc.ir.Tensor.allocate(type.elementType(), type.shape().count());
    Pointer from = tensor.contiguous().data_ptr();
    if (array instanceof float[] floats) {
      new FloatPointer(from).get(floats, 0, floats.length);
    } else if (array instanceof double[] doubles) {
      new DoublePointer(from).get(doubles, 0, doubles.length);
    } else if (array instanceof byte[] bytes) {
      new BytePointer(from).get(bytes, 0, bytes.length);
    } else if (array instanceof short[] shorts) {
      new ShortPointer(from).get(shorts, 0, shorts.length);
    } else if (array instanceof int[] ints) {
      new IntPointer(from).get(ints, 0, ints.length);
    } else {
      new LongPointer(from).get((long[]) array, 0, type.shape().count());
    }
    return io.repqc.ir.Tensor.of(type, array);
  }
}
