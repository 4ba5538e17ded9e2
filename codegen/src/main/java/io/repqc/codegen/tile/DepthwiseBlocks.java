package io.repqc.codegen.tile;

import io.repqc.codegen.portable.Plane;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of three lines of three neighbours that the taps of a kernel lie in. Lines are rows,
 * or columns.
 */
final class DepthwiseBlocks {
  private static final int SIDE = 3;

  /** By how many columns a block of rows reaches beyond a kernel, at most. */
  static final int MOST = SIDE - 1;

  private final Plane plane;

  /** The axis of what is in a line. */
  private final int along;

  /** The axis from line to line. */
  private final int across;

  private final List<Integer> lines;
  private final List<Integer> neighbours;

  DepthwiseBlocks(Plane plane, boolean isTurned) {
    this.plane = plane;
    this.along = isTurned ? 0 : 1;
    this.across = 1 - along;
    this.lines = starts(plane.kernel(across), 1, isFlat() ? 1 : SIDE);
    this.neighbours = starts(plane.kernel(along), plane.dilation(along), SIDE);
  }

  /** Whether lines can be columns: a block does not reach beyond such a kernel. */
  static boolean canTurn(Plane plane) {
    return (plane.kernel(0) - 1) * plane.dilation(0) + 1 >= SIDE;
  }

  /** Where there are too few lines, all of a block are the same one. */
  private boolean isFlat() {
    return plane.kernel(across) < SIDE;
  }

  /** Where parts that cover some steps begin, the last at the end if it can. */
  private static List<Integer> starts(int taps, int step, int covered) {
    int last = Math.max(0, (taps - 1) * step + 1 - covered);
    List<Integer> starts = new ArrayList<>();
    int end = 0;
    for (int at = 0; at <= (taps - 1) * step; at += step) {
      if (at >= end) {
        starts.add(Math.min(at, last));
        end = starts.get(starts.size() - 1) + covered;
      }
    }
    return starts;
  }

  /** From line to line of a block. */
  int lineStep() {
    return isFlat() ? 0 : lineApart();
  }

  private int lineApart() {
    return plane.dilation(across) * plane.x(1 + across);
  }

  /** From neighbour to neighbour. */
  int tapStep() {
    return plane.x(1 + along);
  }

  /** How far each block is from the first tap. */
  int[] places() {
    return lines.stream()
        .flatMap(line -> neighbours.stream().map(tap -> line * lineApart() + tap * tapStep()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The taps of all blocks. */
  int taps() {
    return lines.size() * neighbours.size() * SIDE * SIDE;
  }

  /** Where a tap of the kernel is among them. */
  int index(int tap) {
    int[] at = {tap / plane.kernel(1), tap % plane.kernel(1)};
    int line = at[across];
    int neighbour = at[along] * plane.dilation(along);
    int i = covering(lines, line);
    int j = covering(neighbours, neighbour);
    int block = i * neighbours.size() + j;
    return (block * SIDE + line - lines.get(i)) * SIDE + neighbour - neighbours.get(j);
  }

  /** The last that begins there or before. */
  private static int covering(List<Integer> starts, int at) {
    int index = starts.size() - 1;
    while (starts.get(index) > at) {
      index--;
    }
    return index;
  }
}
