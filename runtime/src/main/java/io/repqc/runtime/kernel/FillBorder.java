package io.repqc.runtime.kernel;

import java.util.Arrays;

/**
 * Writes a level around the rows of images, and between them.
 *
 * @param image from one to the next
 * @param row from one to the next
 * @param before what is in front of the first row's content
 * @param content what is not filled of a row
 * @param after what is behind the last row's content
 */
public record FillBorder(
    int images, int image, int rows, int row, int before, int content, int after, int level) {
  public void run(float[] levels, int levelsAt) {
    for (int i = 0; i < images; i++) {
      int at = levelsAt + i * image + before;
      Arrays.fill(levels, at - before, at, level);
      for (int j = 1; j < rows; j++, at += row) {
        Arrays.fill(levels, at + content, at + row, level);
      }
      Arrays.fill(levels, at + content, at + content + after, level);
    }
  }
}
