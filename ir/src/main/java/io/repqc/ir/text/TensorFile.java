package io.repqc.ir.text;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The side file of a text: tensors by digest. It begins with the line {@code rq data 1}; each
 * tensor is a line of its digest and type, then its bytes (little-endian, row-major, a type
 * narrower than a byte one element to a byte) and a line feed; the last line is {@code end}.
 */
public final class TensorFile {
  private static final String FIRST_LINE = "rq data 1";
  private static final String LAST_LINE = "end";
  private static final int LONGEST_LINE = 1000;
  private static final Pattern HEADER =
      Pattern.compile("([0-9a-f]{24}) (\\w+)\\[((?:\\d{1,10}(?:,\\d{1,10}){0,63})?)]");

  private final Path path;
  private final InputStream input;
  private long remaining;

  private TensorFile(Path path, InputStream input, long size) {
    this.path = path;
    this.input = input;
    this.remaining = size;
  }

  /** The side file of the text at {@code text}. */
  public static Path beside(Path text) {
    return text.resolveSibling(text.getFileName() + ".data");
  }

  static void write(Map<String, Tensor> tensors, OutputStream output) throws IOException {
    writeLine(FIRST_LINE, output);
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      writeLine(entry.getKey() + " " + TensorText.header(tensor.type()), output);
      output.write(tensor.toBytes());
      writeLine("", output);
    }
    writeLine(LAST_LINE, output);
  }

  /** All tensors by digest; each has the bytes that its digest promises. */
  public static Map<String, Tensor> read(Path path) {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(path))) {
      return new TensorFile(path, input, Files.size(path)).read();
    } catch (IOException e) {
      throw new ModelException(
          "%s: cannot be read (%s); expected the tensors of the text beside it".formatted(path, e));
    }
  }

  private Map<String, Tensor> read() throws IOException {
    String first = readLine();
    check(first.equals(FIRST_LINE), "found \"%s\", expected the line \"%s\"", first, FIRST_LINE);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String line = readLine(); !line.equals(LAST_LINE); line = readLine()) {
      Matcher header = HEADER.matcher(line);
      check(header.matches(), "found \"%s\", expected a line of a digest and a type, or end", line);
      tensors.put(header.group(1), readTensor(header));
    }
    check(remaining == 0, "found %d bytes behind the end, expected none", remaining);
    return tensors;
  }

  private Tensor readTensor(Matcher header) throws IOException {
    TensorType type = type(header.group(2), header.group(3));
    long length = (long) type.shape().count() * Math.max(8, type.elementType().bits()) / 8;
    check(
        length < remaining && length <= Integer.MAX_VALUE,
        "found %d bytes, expected %d for %s: the file is cut",
        remaining,
        length,
        type);
    byte[] bytes = input.readNBytes((int) length);
    remaining -= bytes.length;
    check(readLine().isEmpty(), "found more bytes than %s has", type);
    Tensor tensor = Tensor.fromBytes(type, bytes);
    String digest = TensorText.digest(tensor);
    check(
        digest.equals(header.group(1)),
        "found numbers of digest %s, expected %s: the file is damaged",
        digest,
        header.group(1));
    return tensor;
  }

  private TensorType type(String elements, String dims) {
    try {
      ElementType elementType =
          ElementType.parse(elements)
              .orElseThrow(() -> new IrException("no element type " + elements));
      int[] sizes =
          dims.isEmpty()
              ? new int[0]
              : Arrays.stream(dims.split(",")).mapToInt(Integer::parseInt).toArray();
      return new TensorType(elementType, Shape.of(sizes));
    } catch (IrException | ArithmeticException | NumberFormatException e) {
      throw new ModelException(
          "%s: found the type %s[%s], expected one that can be (%s)"
              .formatted(path, elements, dims, e.getMessage()));
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      check(next >= 0, "the file is cut: found its end, expected the line \"%s\"", LAST_LINE);
      check(line.length() < LONGEST_LINE, "found no end of a line: the file is damaged");
      line.append((char) next);
    }
    remaining -= line.length() + 1;
    return line.toString();
  }

  private void check(boolean holds, String format, Object... arguments) {
    ModelException.check(holds, "%s: %s", path, format.formatted(arguments));
  }

  private static void writeLine(String line, OutputStream output) throws IOException {
    output.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
