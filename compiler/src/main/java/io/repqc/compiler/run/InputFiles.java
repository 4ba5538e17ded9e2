package io.repqc.compiler.run;

import io.repqc.frontend.data.ImageFolder;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.ElementType;
import io.repqc.ir.FileProblem;
import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a network is to run on: tensors as they are, images after their preprocessing. */
public final class InputFiles {
  private static final Set<String> IMAGES = Set.of("png", "jpg", "jpeg");

  private final Graph graph;
  private final String option;
  private final Optional<Preprocessing> preprocessing;
  private final int mostItems;
  private final List<String> problems;
  private boolean preprocessed;
  private boolean resizes;

  /**
   * {@code option} names the files on the command line. Of each batch there are at most {@code
   * mostItems} read, evenly spread.
   */
  public InputFiles(
      Graph graph,
      String option,
      Optional<Preprocessing> preprocessing,
      int mostItems,
      List<String> problems) {
    this.graph = graph;
    this.option = option;
    this.preprocessing = preprocessing;
    this.mostItems = mostItems;
    this.problems = problems;
  }

  /** Takes images of another height and width too, if the network does. */
  public InputFiles ofAnySize() {
    resizes = true;
    return this;
  }

  /**
   * A tensor for each input of the graph, of its type but for the size of the batch; those of which
   * there are problems are missing.
   */
  public Map<String, Tensor> read(List<String> arguments) {
    List<String> names = graph.inputs().stream().map(Value::name).toList();
    Map<String, Path> files = NamedFiles.parse("input", names, arguments, problems);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      Path file = files.get(input.name());
      if (file == null) {
        problems.add(
            "input \"%s\": no file given, expected %s; add %s %s=FILE"
                .formatted(input.name(), expected(input), option, input.name()));
      } else {
        readInput(input, file).ifPresent(tensor -> tensors.put(input.name(), tensor));
      }
    }
    checkPreprocessing();
    checkBatches(tensors);
    return tensors;
  }

  private Optional<Tensor> readInput(Value input, Path file) {
    try {
      Tensor tensor =
          isImage(file)
              ? image(input, pixels(input, file))
              : fit(input, TensorFiles.read(file, input.name()));
      ModelException.check(
          accepts(input, tensor) || resizes && isAnotherSize(input, tensor),
          "%s: found %s, expected %s%s",
          file,
          tensor.type(),
          expected(input),
          remedy(input, tensor));
      return Optional.of(Tensor.of(input.type().with(tensor.shape()), tensor.array()));
    } catch (ModelException e) {
      e.problems().forEach(problem -> problems.add(message(input, problem)));
      return Optional.empty();
    }
  }

  private static String message(Value input, String problem) {
    return "input \"%s\": %s".formatted(input.name(), problem);
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isDirectory(file) || IMAGES.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private Tensor pixels(Value input, Path file) {
    ModelException.check(
        input.shape().rank() == 4, "%s: images are no input of type %s", file, input.type());
    boolean planar = preprocessing().layout() == Preprocessing.Layout.NCHW;
    try {
      return ImageFolder.read(file, input.shape().dim(planar ? 1 : 3)).pixels();
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be read", e);
    }
  }

  /** Pixels as the network reads them: as integers of its own, if it takes these. */
  private Tensor image(Value input, Tensor pixels) {
    if (!input.type().quantization().isPresent()) {
      return fit(input, pixels);
    }
    preprocessed = true;
    Tensor numbers = preprocessing().apply(Rows.spread(pixels, mostItems));
    return InputLevels.encode(numbers, input);
  }

  private Preprocessing preprocessing() {
    return preprocessing.orElse(Preprocessing.UNIT);
  }

  /** Turns pixels into what the network reads, and a single item into a batch of one. */
  private Tensor fit(Value input, Tensor tensor) {
    int rank = input.shape().rank();
    boolean isItem = isBatched(input) && tensor.shape().rank() == rank - 1;
    Tensor items = isItem ? tensor.reshape(withLeadingOne(tensor.shape())) : tensor;
    Tensor batch =
        isBatched(input) && items.shape().rank() == rank ? Rows.spread(items, mostItems) : items;
    boolean isPixels =
        tensor.elementType() == ElementType.U8 && input.elementType().isFloat() && rank == 4;
    if (!isPixels) {
      return batch;
    }
    preprocessed = true;
    return preprocessing().apply(batch);
  }

  private static Shape withLeadingOne(Shape shape) {
    List<Integer> dims = new ArrayList<>(shape.dims());
    dims.add(0, 1);
    return new Shape(dims);
  }

  private static boolean isBatched(Value input) {
    return ((Input) input.op()).batched();
  }

  private static boolean accepts(Value input, Tensor tensor) {
    Shape wanted = input.shape();
    Shape found = tensor.shape();
    boolean fits =
        isBatched(input) && found.rank() == wanted.rank()
            ? found.equals(wanted.with(0, found.dim(0)))
            : found.equals(wanted);
    return fits && tensor.elementType() == input.elementType();
  }

  private boolean isAnotherSize(Value input, Tensor tensor) {
    if (!isBatched(input)
        || tensor.shape().rank() != input.shape().rank()
        || tensor.elementType() != input.elementType()) {
      return false;
    }
    try {
      graph.withShapes(Map.of(input.name(), tensor.shape().with(0, input.shape().dim(0))));
      return true;
    } catch (ModelException e) {
      return false;
    }
  }

  private static String expected(Value input) {
    String type = input.type().toString();
    return isBatched(input) ? type.replaceFirst("\\[\\d+", "[N") : type;
  }

  private static String remedy(Value input, Tensor tensor) {
    boolean isDouble = tensor.elementType() == ElementType.F64;
    return isDouble && input.elementType() == ElementType.F32
        ? "; NumPy writes f64 unless told otherwise: save x.astype('float32')"
        : "";
  }

  private void checkPreprocessing() {
    if (preprocessing.isPresent() && !preprocessed && problems.isEmpty()) {
      problems.add(
          "--mean, --std, --scale and --layout prepare u8 pixels for a float input,"
              + " but no input is given any");
    }
  }

  private void checkBatches(Map<String, Tensor> tensors) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      if (isBatched(input) && tensors.containsKey(input.name())) {
        sizes.put(input.name(), tensors.get(input.name()).shape().dim(0));
      }
    }
    if (new TreeSet<>(sizes.values()).size() > 1) {
      problems.add("the inputs have batches of different sizes: %s".formatted(sizes));
    }
  }
}
