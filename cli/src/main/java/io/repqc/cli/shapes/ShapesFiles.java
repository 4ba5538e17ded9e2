package io.repqc.cli.shapes;

import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.FileProblem;
import io.repqc.ir.OutputFile;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Writes the shapes to disk. */
public record ShapesFiles(ShapesDataSet shapes) {

  /** The files {@code x.npy}, the pixels, and {@code y.npy}, the labels. */
  public void writeArrays(Path folder) {
    makeFolder(folder);
    TensorFiles.write(folder.resolve("x.npy"), shapes.pixels());
    TensorFiles.write(folder.resolve("y.npy"), shapes.labels());
  }

  /** A PNG file for each image, in a folder named after its class. */
  public void writeImages(Path folder) {
    for (Figure figure : Figure.values()) {
      makeFolder(folder.resolve(name(figure)));
    }
    for (int i = 0; i < shapes.labels().count(); i++) {
      String name = name(Figure.values()[(int) shapes.labels().integer(i)]);
      BufferedImage image = image(i);
      OutputFile.write(
          folder.resolve(name).resolve("%06d.png".formatted(i)),
          output -> ImageIO.write(image, "png", output));
    }
  }

  /** Numbered, so that alphabetical order is that of the labels. */
  private static String name(Figure figure) {
    return figure.ordinal() + "-" + figure.name().toLowerCase(Locale.ROOT);
  }

  private BufferedImage image(int index) {
    Tensor pixels = shapes.pixels();
    Shape shape = pixels.shape();
    int size = shape.dim(2);
    int plane = size * size;
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plane; i++) {
      int colour = 0;
      for (int channel = 0; channel < shape.dim(1); channel++) {
        long level = pixels.integer((index * shape.dim(1) + channel) * plane + i);
        colour = colour << 8 | (int) level;
      }
      image.setRGB(i % size, i / size, colour);
    }
    return image;
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileProblem.of(folder, "cannot be made", e);
    }
  }
}
