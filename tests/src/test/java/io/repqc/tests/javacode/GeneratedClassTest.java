package io.repqc.tests.javacode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.codegen.Program;
import io.repqc.codegen.Step;
import io.repqc.codegen.Targets;
import io.repqc.codegen.java.JavaFile;
import io.repqc.codegen.java.JavaOptions;
import io.repqc.codegen.java.JavaPrinter;
import io.repqc.codegen.java.JavaRoot;
import io.repqc.codegen.lower.Lowering;
import io.repqc.tests.nativecode.Sample;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What generated classes promise to who calls them, besides the right answer. */
final class GeneratedClassTest {
  /** What the JVM compiles at most. */
  private static final int LONGEST_METHOD = 8000;

  private static final long SEED = 5;

  @TempDir Path folder;

  private final Sample sample = Sample.random(SEED);
  private final Program program =
      Lowering.of(sample.model(), Targets.JAVA_PLAIN, sample.name(), false);

  private Class<?> compiled(Program shown, JavaOptions options) throws Exception {
    Path classes = folder.resolve("classes");
    for (JavaFile file : JavaPrinter.print(List.of(shown), List.of(), options)) {
      Path root = file.root() == JavaRoot.RESOURCES ? classes : folder.resolve("source");
      Path path = root.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.write(path, file.bytes());
    }
    Javac.compile(
        folder.resolve("source"), classes, List.of("--release", "17", "-classpath", "" + classes));
    ClassLoader none = ClassLoader.getPlatformClassLoader();
    URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, none);
    String prefix = options.packageName().isEmpty() ? "" : options.packageName() + ".";
    return loader.loadClass(prefix + options.className());
  }

  private static Method run(Class<?> type) {
    return List.of(type.getMethods()).stream()
        .filter(method -> method.getName().equals("run"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void needsNothingButTheJdk() throws Exception {
    for (String name : List.of("", "com.example.deep")) {
      Class<?> type = compiled(program, new JavaOptions(name, "Standalone", List.of(), false));

      new JavaModel(sample, program, folder).check(type);
    }
  }

  @Test
  void namesTheArrayOfAWrongLength() throws Exception {
    Class<?> type = compiled(program, new JavaOptions("", "Short", List.of(), false));
    Object instance = type.getConstructor().newInstance();
    Object[] arrays =
        List.of(run(type).getParameterTypes()).stream()
            .map(array -> Array.newInstance(array.getComponentType(), 1))
            .toArray();

    Throwable thrown =
        assertThrows(InvocationTargetException.class, () -> run(type).invoke(instance, arrays))
            .getCause();

    assertEquals(IllegalArgumentException.class, thrown.getClass());
    assertTrue(
        thrown.getMessage().matches("\\w+ has 1 numbers, expected \\d+"), thrown.getMessage());
  }

  @Test
  void tellsWhatClassesAreCalled() throws Exception {
    List<String> labels = List.of("a cat", "\"quoted\" \\", "été");

    Class<?> type = compiled(program, new JavaOptions("", "Named", labels, false));

    assertEquals(labels, type.getField("LABELS").get(null));
  }

  @Test
  void mayHoldItsWeights() throws Exception {
    Class<?> type = compiled(program, new JavaOptions("", "Whole", List.of(), false, true));

    new JavaModel(sample, program, folder).check(type);
    assertFalse(Files.exists(folder.resolve("classes/WholePlain.weights")));
  }

  @Test
  void saysWhatIsWrongWithTheWeights() throws Exception {
    Class<?> type = compiled(program, new JavaOptions("", "Broken", List.of(), false));
    Path weights = folder.resolve("classes/BrokenPlain.weights");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[20] ^= 1;
    Files.write(weights, bytes);

    Throwable thrown =
        assertThrows(InvocationTargetException.class, () -> type.getConstructor().newInstance())
            .getCause();

    assertEquals(
        "BrokenPlain.weights is not the one that BrokenPlain was generated with",
        thrown.getCause().getMessage());
  }

  /** A thousand times the same steps. */
  @Test
  void hasNoMethodThatTheJvmDoesNotCompile() throws Exception {
    List<Step> steps =
        Collections.nCopies(1000, program.steps()).stream()
            .flatMap(List::stream)
            .collect(Collectors.toList());
    Program deep =
        new Program(
            program.name(),
            program.target(),
            program.convention(),
            program.inputs(),
            program.outputs(),
            program.constants(),
            steps,
            program.offsets(),
            program.arena(),
            program.haloBytes());

    compiled(deep, new JavaOptions("", "Deep", List.of(), false));

    int longest = MethodSizes.longest(folder.resolve("classes"));
    assertTrue(longest < LONGEST_METHOD, () -> "a method has %d bytes".formatted(longest));
  }

  /** Each thread has an instance; all share the weights. */
  @Test
  void runsInSeveralThreads() throws Exception {
    Class<?> type = compiled(program, new JavaOptions("", "Threads", List.of(), false));

    IntStream.range(0, 8)
        .parallel()
        .forEach(i -> new JavaModel(sample, program, folder).check(type));
  }
}
