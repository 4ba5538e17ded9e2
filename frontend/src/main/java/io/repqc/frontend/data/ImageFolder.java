package io.repqc.frontend.data;

import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * PNG and JPEG images of one size, in the order of their paths: pixels as u8 [images, channels,
 * rows, columns]. The sub-folder that an image lies in names its class; {@code labels} are indices
 * into {@code classes}, which are in alphabetical order, and both are empty without sub-folders.
 */
public record ImageFolder(Tensor pixels, List<Integer> labels, List<String> classes) {
  public ImageFolder {
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
  }

  /** One image or all images below a folder, with 1 (grey) or 3 (red, green, blue) channels. */
  public static ImageFolder read(Path folder, int channels) throws IOException {
    List<Path> files = images(folder);
    ModelException.check(!files.isEmpty(), "%s: found no PNG or JPEG image in this folder", folder);
    ModelException.check(
        channels == 1 || channels == 3, "images have 1 or 3 channels, expected %d", channels);
    BufferedImage first = decode(files.get(0));
    Shape shape = Shape.of(files.size(), channels, first.getHeight(), first.getWidth());
    byte[] pixels = new byte[shape.count()];
    for (int i = 0; i < files.size(); i++) {
      BufferedImage image = decode(files.get(i));
      ModelException.check(
          image.getHeight() == first.getHeight() && image.getWidth() == first.getWidth(),
          "%s: found %d x %d pixels, expected %d x %d as in %s",
          files.get(i),
          image.getWidth(),
          image.getHeight(),
          first.getWidth(),
          first.getHeight(),
          files.get(0));
      copy(image, channels, pixels, i * shape.count(1, 4));
    }
    List<String> classes = classes(folder, files);
    List<Integer> labels =
        classes.isEmpty()
            ? List.of()
            : files.stream().map(file -> classes.indexOf(className(folder, file))).toList();
    return new ImageFolder(Tensor.of(ElementType.U8, shape, pixels), labels, classes);
  }

  /** Whether the name says so. */
  public static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  private static List<Path> images(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> Files.isRegularFile(file) && isImage(file)).sorted().toList();
    }
  }

  private static List<String> classes(Path folder, List<Path> files) {
    List<String> classes = new ArrayList<>();
    for (Path file : files) {
      if (file.equals(folder) || file.getParent().equals(folder)) {
        return List.of();
      }
      classes.add(className(folder, file));
    }
    return classes.stream().distinct().sorted().toList();
  }

  private static String className(Path folder, Path file) {
    return folder.relativize(file).getName(0).toString();
  }

  private static BufferedImage decode(Path file) throws IOException {
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      ModelException.check(image != null, "%s: not a PNG or JPEG image", file);
      return image;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new ModelException("%s: broken image: %s".formatted(file, e.getMessage()));
    }
  }

  private static void copy(BufferedImage image, int channels, byte[] pixels, int at) {
    int width = image.getWidth();
    int plane = width * image.getHeight();
    int[] colours = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    for (int i = 0; i < plane; i++) {
      int red = colours[i] >> 16 & 0xff;
      int green = colours[i] >> 8 & 0xff;
      int blue = colours[i] & 0xff;
      if (channels == 1) {
        pixels[at + i] = (byte) luma(red, green, blue);
      } else {
        pixels[at + i] = (byte) red;
        pixels[at + plane + i] = (byte) green;
        pixels[at + 2 * plane + i] = (byte) blue;
      }
    }
  }

  /** ITU-R BT.601, in thousandths; a grey pixel keeps its number. */
  private static int luma(int red, int green, int blue) {
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }
}
