package io.repqc.frontend.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    write("dog/b.png", 2, 0x0a141e);
    write("dog/a.png", 2, 0xffffff);
    write("cat/z.png", 2, 0x808080);
  }

  @Test
  void namesClassesBySubFolder() throws IOException {
    ImageFolder images = ImageFolder.read(folder, 3);

    assertEquals(List.of("cat", "dog"), images.classes());
    assertEquals(List.of(0, 1, 1), images.labels());
    assertEquals(Shape.of(3, 3, 1, 2), images.pixels().shape());
    assertArrayEquals(
        new long[] {
          128, 128, 128, 128, 128, 128, 255, 255, 255, 255, 255, 255, 10, 10, 20, 20, 30, 30
        },
        images.pixels().toIntegers());
  }

  @Test
  void makesGreyOfColours() throws IOException {
    assertArrayEquals(
        new long[] {128, 128, 255, 255, 18, 18}, ImageFolder.read(folder, 1).pixels().toIntegers());
  }

  @Test
  void readsOneImageWithoutClasses() throws IOException {
    ImageFolder images = ImageFolder.read(folder.resolve("cat/z.png"), 1);

    assertEquals(List.of(), images.labels());
    assertEquals(Shape.of(1, 1, 1, 2), images.pixels().shape());
  }

  @Test
  void preprocessesByChannelAndLayout() throws IOException {
    ImageFolder image = ImageFolder.read(folder.resolve("dog/b.png"), 3);
    Preprocessing last = new Preprocessing(0.5, List.of(1.0, 2.0, 3.0), List.of(2.0), Layout.NHWC);

    assertEquals(Shape.of(1, 1, 2, 3), last.apply(image.pixels()).shape());
    assertArrayEquals(new double[] {2, 4, 6, 2, 4, 6}, last.apply(image.pixels()).toNumbers());
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    refuses("1 or 3 channels, expected 4", () -> ImageFolder.read(folder, 4));
    refuses(
        "no PNG or JPEG", () -> ImageFolder.read(Files.createDirectory(folder.resolve("x")), 3));
    refuses(
        "--mean has 2 numbers",
        () ->
            new Preprocessing(1, List.of(0.0, 0.0), List.of(1.0), Layout.NCHW)
                .apply(ImageFolder.read(folder, 3).pixels()));
    refuses("no --std of 0", () -> new Preprocessing(1, List.of(0.0), List.of(0.0), Layout.NCHW));
    write("dog/c.png", 3, 0);
    refuses("found 3 x 1 pixels, expected 2 x 1", () -> ImageFolder.read(folder, 3));
    Files.writeString(folder.resolve("cat/a.jpg"), "no image");
    refuses("a.jpg: not a PNG or JPEG image", () -> ImageFolder.read(folder, 3));
  }

  private static void refuses(String reason, Executable action) {
    String message = assertThrows(ModelException.class, action).getMessage();
    assertTrue(message.contains(reason), message);
  }

  private void write(String name, int width, int colour) throws IOException {
    BufferedImage image = new BufferedImage(width, 1, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      image.setRGB(x, 0, colour);
    }
    Files.createDirectories(folder.resolve(name).getParent());
    ImageIO.write(image, "png", folder.resolve(name).toFile());
  }
}
