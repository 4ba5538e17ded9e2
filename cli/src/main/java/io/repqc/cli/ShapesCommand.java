package io.repqc.cli;

import io.repqc.cli.shapes.ShapesDataSet;
import io.repqc.cli.shapes.ShapesFiles;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code repqc shapes}. */
@Command(
    name = "shapes",
    description = {
      "Draws a data set to try things with: coloured shapes in ten classes, the same for a seed.",
      "Writes x.npy (u8 pixels, [count, 3, size, size]) and y.npy (i64 classes)."
    })
final class ShapesCommand implements Runnable {
  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many images; ${DEFAULT-VALUE} if not given.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Another seed, other images; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Rows and columns of an image; ${DEFAULT-VALUE} if not given.")
  private int size;

  @Option(names = "--png", description = "Writes PNG files in a folder for each class instead.")
  private boolean images;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to write to.")
  private Path output;

  @Override
  public void run() {
    long bytes = 3L * count * size * size;
    ModelException.check(
        count > 0 && size > 0 && bytes <= Integer.MAX_VALUE,
        "--count %d and --size %d: expected at least 1 each, and not over 2 GiB of pixels",
        count,
        size);
    ShapesFiles files = new ShapesFiles(ShapesDataSet.draw(count, size, seed));
    if (images) {
      files.writeImages(output);
    } else {
      files.writeArrays(output);
    }
  }
}
