import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs a generated network as often as the lines of its input say, and answers with the median time of one run, in
 * nanoseconds. Started with the file of the network's input, the one of its output, which it writes, and how many
 * numbers that holds. It says first how it warmed up, in nanoseconds: the first result, from where its class is
 * loaded and from where the JVM was started, and from where it is loaded until a run takes at most a tenth longer than
 * in the end.
 */
final class Harness {
  private static final long WARM_UP = 5_000_000_000L;
  private static final int MOST = 1_000_000;
  private static final int WINDOW = 11;

  private static final double[] times = new double[MOST];

  private Harness() {}

  public static void main(String[] arguments) throws IOException {
    float[] x = numbers(Path.of(arguments[0]));
    float[] y = new float[Integer.parseInt(arguments[2])];
    long start = System.nanoTime();
    Net net = new Net();
    net.run(x, y);
    long first = System.nanoTime() - start;
    long now = System.currentTimeMillis();
    System.out.println(first);
    System.out.println((now - ManagementFactory.getRuntimeMXBean().getStartTime()) * 1_000_000);
    System.out.println(first + warmUp(net, x, y));
    Files.write(Path.of(arguments[1]), bytes(y));
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      int runs = Math.min(Integer.parseInt(line), MOST);
      time(net, x, y, runs);
      System.out.println(median(0, runs));
    }
  }

  private static float[] numbers(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] numbers = new float[bytes.capacity() / Float.BYTES];
    bytes.asFloatBuffer().get(numbers);
    return numbers;
  }

  private static byte[] bytes(float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }

  private static void time(Net net, float[] x, float[] y, int runs) {
    for (int i = 0; i < runs; i++) {
      times[i] = time(net, x, y);
    }
  }

  private static long time(Net net, float[] x, float[] y) {
    long start = System.nanoTime();
    net.run(x, y);
    return System.nanoTime() - start;
  }

  /** How long it takes until runs are as fast as in the end. */
  private static double warmUp(Net net, float[] x, float[] y) {
    int runs = 0;
    for (double sum = 0; sum < WARM_UP && runs < MOST; runs++) {
      times[runs] = time(net, x, y);
      sum += times[runs];
    }
    int window = Math.min(WINDOW, runs);
    double enough = 1.1 * median(runs - Math.max(window, runs / 4), runs);
    double sum = 0;
    int from = 0;
    while (from + window < runs && median(from, from + window) > enough) {
      sum += times[from++];
    }
    return sum;
  }

  private static double median(int from, int to) {
    double[] sorted = Arrays.copyOfRange(times, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
