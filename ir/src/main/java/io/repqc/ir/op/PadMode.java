package io.repqc.ir.op;

import java.util.Locale;

/**
 * What stands in a border: a constant, the mirror image without the edge, the edge, the other end.
 */
public enum PadMode implements Family {
  CONSTANT {
    @Override
    public int source(int index, int size) {
      return index >= 0 && index < size ? index : -1;
    }
  },
  REFLECT {
    @Override
    public int source(int index, int size) {
      int period = Math.max(1, 2 * (size - 1));
      int phase = Math.floorMod(index, period);
      return Math.min(phase, period - phase) % size;
    }
  },
  EDGE {
    @Override
    public int source(int index, int size) {
      return Math.max(0, Math.min(size - 1, index));
    }
  },
  WRAP {
    @Override
    public int source(int index, int size) {
      return Math.floorMod(index, size);
    }
  };

  /**
   * Which of {@code size} elements stands at {@code index}, which may lie outside; -1 for the
   * constant.
   */
  public abstract int source(int index, int size);

  @Override
  public String mnemonic() {
    return "pad_" + name().toLowerCase(Locale.ROOT);
  }
}
