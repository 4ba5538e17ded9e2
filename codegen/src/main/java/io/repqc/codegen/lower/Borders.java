package io.repqc.codegen.lower;

import io.repqc.codegen.Buffer;
import io.repqc.codegen.Elements;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Settings;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import java.util.List;

/** Buffers that reach beyond their tensor's rows and columns. */
final class Borders {
  private Borders() {}

  /** A new buffer for a tensor whose axes lie in this order. */
  static View view(Value value, List<Integer> order, Border border, Storage storage) {
    Shape outer = value.shape();
    int rank = outer.rank();
    if (border.isFilled()) {
      outer = outer.with(rank - 1, outer.dim(rank - 1) + border.left() + border.right());
      if (border.top() + border.bottom() > 0) {
        outer = outer.with(rank - 2, outer.dim(rank - 2) + border.top() + border.bottom());
      }
    }
    List<Integer> strides = View.dense(outer, order);
    int offset = border.left() == 0 ? 0 : border.left() * strides.get(rank - 1);
    if (border.top() > 0) {
      offset += border.top() * strides.get(rank - 2);
    }
    Elements elements = storage.elements(value.type());
    long bytes = (long) outer.count() * elements.bytes() + border.slack();
    return new View(
        new Buffer(
            value.name(), elements, bytes, bytes - (long) value.shape().count() * elements.bytes()),
        offset,
        elements,
        value.shape(),
        strides,
        storage.flip(value.type()));
  }

  /** Writes what stands for zero around the rows and columns of channels that lie last. */
  static void fill(View view, Border border, int zero, Code code) {
    int rank = view.shape().rank();
    int columns = view.shape().dim(rank - 1);
    int rows = rank > 3 ? view.shape().dim(rank - 2) : 1;
    int pixel = view.stride(rank - 1);
    int row = rank > 3 ? view.stride(rank - 2) : (columns + border.left() + border.right()) * pixel;
    int image = view.stride(0);
    Settings settings =
        Settings.of("fill_border")
            .with("images", view.shape().dim(0))
            .with("image", image)
            .with("rows", rows)
            .with("row", row)
            .with("before", view.offset())
            .with("content", columns * pixel)
            .with("after", image - view.offset() - (rows - 1) * row - columns * pixel)
            .with("level", zero);
    code.call("fill_border", settings, new Pointer(view.place(), 0));
  }
}
