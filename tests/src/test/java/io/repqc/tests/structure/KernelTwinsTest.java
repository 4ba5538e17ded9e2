package io.repqc.tests.structure;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A kernel in Java takes what its twin in C takes: the record has the structure's fields in order,
 * and {@code run} an array and the index of an element for each pointer.
 */
final class KernelTwinsTest {
  private static final String C = "runtime/src/main/c";
  private static final String JAVA = "runtime/src/main/java";
  private static final String PACKAGE = "io.repqc.runtime.kernel";

  private static final String TILES = "its packing is for the Vector API";

  private static final String FACTORS = "C has an array of factor_t";
  private static final String LANES = "C compilers vectorize sums of integers, C2 those of floats";

  /** Records that are no structure in C, and why. */
  private static final Map<String, String> ONLY_IN_JAVA =
      Map.ofEntries(
          entry("ChannelConvolution", LANES),
          entry("ChannelDepthwise", LANES),
          entry("FixedFactors", FACTORS),
          entry("LaneFinish", LANES),
          entry("LaneNumbers", LANES),
          entry("OnnxFactors", FACTORS),
          entry("PlaneConvolution", LANES),
          entry("PlaneEncode", LANES),
          entry("PlaneTaps", LANES),
          entry("SpreadConvolution", LANES),
          entry("TfliteFactors", FACTORS),
          entry("TileConvolution", TILES),
          entry("TileDepthwise", TILES));

  private static final String PACKED = "its packing is for instructions that Java does not reach";

  /** Kernels in C that Java has no need of, and why. */
  private static final Map<String, String> ONLY_IN_C =
      Map.ofEntries(
          entry("Conv16x4", PACKED),
          entry("CortexConvolution", PACKED),
          entry("CortexDepthwise", PACKED),
          entry("CortexLinear", PACKED),
          entry("Depthwise", PACKED),
          entry("Depthwise64x4", PACKED),
          entry("DotConvolution", PACKED),
          entry("EncodeImage", "it is for images whose channels come apart and lie together"),
          entry("LaneConvolution", "ChannelConvolution does so in Java"),
          entry("ReduceRows", "ReduceSum goes along rows by itself"));

  /** What the names of kernels for some instructions end in. */
  private static final Set<String> SETS = Set.of("Dsp", "Mve", "Neon", "Avx2");

  private final Project project = Project.current();
  private final KernelSource inC = KernelSource.empty();
  private final Map<String, Class<?>> inJava = new TreeMap<>();

  KernelTwinsTest() throws ClassNotFoundException {
    for (Path file : project.files(C)) {
      inC.read(name(file), Project.read(file));
    }
    for (Path file : project.javaFiles(JAVA + "/" + PACKAGE.replace('.', '/'))) {
      if (!name(file).equals("package-info")) {
        inJava.put(name(file), Class.forName(PACKAGE + "." + name(file)));
      }
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.\\w+$", "");
  }

  @Test
  void recordsHaveTheFieldsOfTheirStructures() {
    var problems = new ArrayList<String>();
    for (Class<?> type : inJava.values()) {
      List<String> fields = inC.structs().get(type.getSimpleName());
      if (type.isRecord() && fields != null && !fields.equals(components(type))) {
        problems.add(
            "%s has %s, its structure %s".formatted(type.getName(), components(type), fields));
      }
    }
    assertEquals("", String.join("\n", problems));
  }

  @Test
  void everyRecordIsAStructureOrExcused() {
    var strangers = new TreeSet<String>();
    inJava.values().stream()
        .filter(Class::isRecord)
        .map(Class::getSimpleName)
        .filter(name -> !inC.structs().containsKey(name))
        .forEach(strangers::add);
    assertEquals(new TreeSet<>(ONLY_IN_JAVA.keySet()), strangers);
  }

  @Test
  void runTakesWhatTheFunctionTakes() {
    var problems = new ArrayList<String>();
    inJava.forEach(
        (name, type) -> {
          List<String> expected = inC.parameters().get(name);
          if (expected != null && !expected.equals(parameters(type))) {
            problems.add("%s.run takes %s, in C %s".formatted(name, parameters(type), expected));
          }
        });
    assertEquals("", String.join("\n", problems));
  }

  @Test
  void everyKernelForAllMachinesHasATwinOrIsExcused() {
    var alone = new TreeSet<>(inC.parameters().keySet());
    alone.removeAll(inJava.keySet());
    alone.removeIf(name -> SETS.stream().anyMatch(name::endsWith));
    assertEquals(new TreeSet<>(ONLY_IN_C.keySet()), alone);
  }

  private static List<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> type(component) + " " + component.getName())
        .toList();
  }

  private static String type(RecordComponent component) {
    return component.getType().getSimpleName();
  }

  /** Of the only public method called run; if it belongs to a record, that is the first. */
  private static List<String> parameters(Class<?> type) {
    Method run =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> method.getName().equals("run"))
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .findFirst()
            .orElseThrow();
    Stream<String> own =
        Modifier.isStatic(run.getModifiers()) ? Stream.of() : Stream.of(type.getSimpleName());
    return Stream.concat(own, Arrays.stream(run.getParameterTypes()).map(Class::getSimpleName))
        .toList();
  }
}
