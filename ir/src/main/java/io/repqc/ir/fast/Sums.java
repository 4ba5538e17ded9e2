package io.repqc.ir.fast;

/** The result of a {@link Product}, [image, channel, line, position], to which parts are added. */
abstract class Sums {
  private final int channels;
  private final Lines lines;

  private Sums(int channels, Lines lines) {
    this.channels = channels;
    this.lines = lines;
  }

  static Sums of(float[] result, int channels, Lines lines) {
    return new Sums(channels, lines) {
      @Override
      void add(float[] part, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
          result[to + i] += part[from + i];
        }
      }
    };
  }

  /** Adds {@code part * 2^shift} to integers, and wraps as they do. */
  static Sums of(int[] result, int shift, int channels, Lines lines) {
    return new Sums(channels, lines) {
      @Override
      void add(float[] part, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
          result[to + i] += (int) part[from + i] << shift;
        }
      }
    };
  }

  /** Adds a part of a channel's lanes. */
  final void addLanes(int channel, int firstLane, int lanes, float[] part) {
    int image = firstLane / lines.lanes();
    int lane = firstLane % lines.lanes();
    for (int done = 0; done < lanes; image++) {
      int count = Math.min(lines.lanes() - lane, lanes - done);
      addImage((image * channels + channel) * lines.positions(), lane, count, part, done);
      done += count;
      lane = 0;
    }
  }

  private void addImage(int plane, int lane, int lanes, float[] part, int from) {
    int line = lane / lines.widthGrid();
    int x = lane % lines.widthGrid();
    int y = line % lines.heightGrid();
    int slice = line / lines.heightGrid();
    int to = plane + (slice * lines.height() + Math.min(y, lines.height())) * lines.width();
    for (int done = 0; done < lanes; ) {
      int count = Math.min(lines.width() - x, lanes - done);
      if (y < lines.height()) {
        add(part, from + done, to + x, count);
        to += lines.width();
      }
      y = y + 1 == lines.heightGrid() ? 0 : y + 1;
      done += lines.widthGrid() - x;
      x = 0;
    }
  }

  /** Adds {@code count} elements of a part, from {@code from} on, to those of the result. */
  abstract void add(float[] part, int from, int to, int count);
}
