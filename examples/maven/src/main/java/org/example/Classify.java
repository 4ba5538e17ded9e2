package org.example;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.example.models.Shapes;

/** Says what images show. */
public final class Classify {
  private final Shapes network = new Shapes();
  private final float[] image = new float[Shapes.IMAGE_SIZE];
  private final float[] scores = new float[Shapes.SCORES_SIZE];

  public static void main(String[] files) throws IOException {
    Classify classify = new Classify();
    for (String file : files) {
      System.out.println(file + ": " + classify.name(new File(file)));
    }
  }

  /** What an image of 32 x 32 pixels shows. */
  public String name(File file) throws IOException {
    read(ImageIO.read(file));
    network.run(image, scores);
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return Shapes.LABELS.get(best);
  }

  /** The network takes channel after channel, and numbers from 0 to 1. */
  private void read(BufferedImage pixels) {
    int columns = pixels.getWidth();
    int plane = columns * pixels.getHeight();
    for (int i = 0; i < plane; i++) {
      int colour = pixels.getRGB(i % columns, i / columns);
      image[i] = (colour >> 16 & 0xFF) / 255f;
      image[plane + i] = (colour >> 8 & 0xFF) / 255f;
      image[2 * plane + i] = (colour & 0xFF) / 255f;
    }
  }
}
