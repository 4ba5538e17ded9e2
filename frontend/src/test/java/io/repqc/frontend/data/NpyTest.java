package io.repqc.frontend.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpyTest {

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"F32", "F64", "I8", "U8", "I16", "U16", "I32", "U32", "I64", "BOOL"})
  void readsBackWhatItWrites(ElementType type) {
    Tensor tensor = Tensor.generate(new TensorType(type, Shape.of(2, 3)), i -> i % 2 == 0 ? 1 : 0);

    assertEquals(tensor, Npy.read("x.npy", Npy.write(tensor)));
  }

  @Test
  void readsScalarsAndEmptyArrays() {
    Tensor scalar = Tensor.scalar(ElementType.F32, 2.5);
    Tensor empty = Tensor.f32(Shape.of(0, 4));

    assertEquals(scalar, Npy.read("x.npy", Npy.write(scalar)));
    assertEquals(empty, Npy.read("x.npy", Npy.write(empty)));
  }

  @Test
  void alignsElementsTo64Bytes() {
    assertEquals(4, Npy.write(Tensor.scalar(ElementType.F32, 1)).length % 64);
  }

  @Test
  void readsFortranOrder() {
    byte[] file = file("<f4", true, "2, 3", floats(0, 3, 1, 4, 2, 5));

    assertEquals(Tensor.f32(Shape.of(2, 3), 0, 1, 2, 3, 4, 5), Npy.read("x.npy", file));
  }

  @Test
  void readsBigEndian() {
    byte[] file = file(">i2", false, "2,", new byte[] {1, 2, -1, -2});

    assertArrayEquals(new long[] {258, -2}, Npy.read("x.npy", file).toIntegers());
  }

  @Test
  void readsHalfFloats() {
    byte[] codes = {0, 0x3c, 0, (byte) 0xc0, 1, 0, 0, 0x7c, 0, 0x7e};

    Tensor tensor = Npy.read("x.npy", file("<f2", false, "5,", codes));

    assertEquals(
        Tensor.f32(Shape.of(5), 1, -2, 0x1p-24f, Float.POSITIVE_INFINITY, Float.NaN), tensor);
  }

  @Test
  void saysWhatIsWrong() {
    refuses("not a NumPy array", new byte[] {1, 2, 3});
    refuses("8 bytes of elements for shape [3]", file("<f4", false, "3,", new byte[8]));
    refuses("type <c8", file("<c8", false, "1,", new byte[8]));
    refuses("cannot hold an array of shape (-1,)", file("<f4", false, "-1,", new byte[0]));
    refuses("cannot hold", file("<f4", false, "99999, 99999", new byte[0]));
    refuses("over 63 bits", file("<u8", false, "1,", new byte[] {0, 0, 0, 0, 0, 0, 0, -1}));
    byte[] whole = Npy.write(Tensor.scalar(ElementType.F32, 1));
    for (int length = 0; length < whole.length; length++) {
      byte[] truncated = Arrays.copyOf(whole, length);
      assertThrows(ModelException.class, () -> Npy.read("x.npy", truncated));
    }
  }

  private static void refuses(String reason, byte[] file) {
    ModelException e = assertThrows(ModelException.class, () -> Npy.read("x.npy", file));
    assertEquals("x.npy", e.getMessage().split(":")[0]);
    assertEquals(true, e.getMessage().contains(reason), e.getMessage());
  }

  private static byte[] floats(float... numbers) {
    return Tensor.f32(Shape.of(numbers.length), numbers).toBytes();
  }

  private static byte[] file(String type, boolean fortran, String shape, byte[] elements) {
    byte[] header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n"
            .formatted(type, fortran ? "True" : "False", shape)
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(12 + header.length + elements.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0})
        .putInt(header.length)
        .put(header)
        .put(elements)
        .array();
  }
}
