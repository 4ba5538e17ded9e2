package io.repqc.ir.fast;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A matrix product for each group: result[output][lane] = sum of left[output][k] * right[k][lane].
 * The group's left matrix begins where {@code leftStart} says, row by row.
 *
 * <p>C2 vectorizes a loop over lanes if it reads separate arrays at one index and has at most four
 * products in its statement (JDK 17 and 25), the better the longer it is. So a tile of lanes is
 * copied to an array per row. No fused multiply-add: it is no faster here and slow on older CPUs,
 * and without it the results are the same bits everywhere.
 */
record Product(int groups, int outputs, int sumLength, int lanes, IntUnaryOperator leftStart) {
  private static final int TILE_LANES = 512;
  private static final int TERMS = 4;
  private static final int BLOCK_OUTPUTS = 8;
  private static final int LEAST_TASK_OUTPUTS = 32;

  /**
   * Products in a partial sum. Short ones keep the rounding error of long sums small, and those of
   * {@link Limbs} exact: 128 * 255 * 255 &lt; 2^24.
   */
  private static final int CHUNK = 128;

  void addTo(Sums sums, float[] left, Rows right) {
    int tiles = ceilDiv(lanes, TILE_LANES);
    int tile = Math.min(lanes, ceilDiv(ceilDiv(lanes, tiles), 16) * 16);
    int wanted = ceilDiv(Parallel.tasks(), groups * tiles);
    int parts = Math.max(1, Math.min(wanted, outputs / LEAST_TASK_OUTPUTS));
    int part = ceilDiv(outputs, parts);
    Parallel.run(
        groups * tiles * parts,
        () -> {
          Worker worker = new Worker(sums, left, right, tile);
          return task ->
              worker.work(task / parts / tiles, task % parts * part, part, task / parts % tiles);
        });
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /** Computes one tile of lanes for some outputs at a time. */
  private final class Worker {
    private final Sums sums;
    private final float[] left;
    private final Rows right;
    private final int tile;
    private final float[][] rows;
    private final float[][] parts;

    Worker(Sums sums, float[] left, Rows right, int tile) {
      this.sums = sums;
      this.left = left;
      this.right = right;
      this.tile = tile;
      rows = new float[ceilDiv(Math.min(sumLength, CHUNK), TERMS) * TERMS][tile];
      parts = new float[Math.min(outputs, BLOCK_OUTPUTS)][tile];
    }

    void work(int group, int firstOutput, int count, int tileIndex) {
      int firstLane = tileIndex * tile;
      int width = Math.min(tile, lanes - firstLane);
      int end = Math.min(outputs, firstOutput + count);
      for (int k = 0; k < sumLength; k += CHUNK) {
        int chunk = Math.min(CHUNK, sumLength - k);
        copyRows(group, k, chunk, firstLane, width);
        for (int output = firstOutput; output < end; output += BLOCK_OUTPUTS) {
          int block = Math.min(BLOCK_OUTPUTS, end - output);
          multiply(leftStart.applyAsInt(group) + output * sumLength + k, block, chunk, width);
          for (int i = 0; i < block; i++) {
            sums.addLanes(group * outputs + output + i, firstLane, width, parts[i]);
          }
        }
      }
    }

    private void copyRows(int group, int first, int count, int firstLane, int width) {
      right.copy(group, first, count, firstLane, width, rows);
      for (int row = count; row % TERMS != 0; row++) {
        Arrays.fill(rows[row], 0);
      }
    }

    private void multiply(int start, int block, int chunk, int width) {
      for (int i = 0; i < block; i++) {
        Arrays.fill(parts[i], 0, width, 0);
      }
      for (int k = 0; k < chunk; k += TERMS) {
        int terms = chunk - k;
        for (int i = 0; i < block; i++) {
          int at = start + i * sumLength + k;
          float p = left[at];
          float q = terms > 1 ? left[at + 1] : 0;
          float r = terms > 2 ? left[at + 2] : 0;
          float s = terms > 3 ? left[at + 3] : 0;
          addProducts(parts[i], p, rows[k], q, rows[k + 1], r, rows[k + 2], s, rows[k + 3], width);
        }
      }
    }
  }

  private static void addProducts(
      float[] sum,
      float p,
      float[] a,
      float q,
      float[] b,
      float r,
      float[] c,
      float s,
      float[] d,
      int lanes) {
    for (int i = 0; i < lanes; i++) {
      sum[i] += (p * a[i] + q * b[i]) + (r * c[i] + s * d[i]);
    }
  }
}
