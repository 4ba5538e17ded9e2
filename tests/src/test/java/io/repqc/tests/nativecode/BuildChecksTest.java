package io.repqc.tests.nativecode;

import static io.repqc.tests.nativecode.CCompiler.CLANG;
import static io.repqc.tests.nativecode.CCompiler.GCC;
import static io.repqc.tests.nativecode.CCompiler.GCC_FOR_AARCH64;
import static io.repqc.tests.nativecode.CCompiler.GCC_FOR_ARM;
import static io.repqc.tests.nativecode.CCompiler.OLD_CLANG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.codegen.Language;
import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import io.repqc.compiler.compile.StackUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the C code of every target, whoever compiles it and however. */
final class BuildChecksTest {
  private static final List<String> WARNINGS =
      List.of("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-pedantic", "-Werror");
  private static final List<String> PLAIN = List.of("-std=c99", "-O2");
  private static final List<String> CHECKED =
      List.of("-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");
  private static final List<String> FAST = List.of("-O3", "-march=native");
  private static final List<String> FAST_C99 = List.of("-std=c99", "-O3", "-march=native");
  private static final List<String> SLOW = List.of("-O0", "-funsigned-char");

  private static final boolean IS_ALL = System.getProperty("repqc.native", "").equals("all");
  private static final int MOST_STACK = 4096;
  private static final int MOST_STACK_OF_VECTORS = 8192;
  private static final int MOST_STACK_OF_BOARDS = 1536;

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicContainer> targets() {
    // One file for all x86 machines holds what those for one kind of them do.
    return Targets.of(Language.C).stream()
        .filter(target -> IS_ALL || !target.name().startsWith("x86-"))
        .map(target -> dynamicContainer(target.name(), checks(target)));
  }

  private static Stream<DynamicTest> checks(Target target) {
    List<Sample> samples = CallingAll.of(target);
    GeneratedModels models = GeneratedModels.write(folder.resolve(target.name()), target, samples);
    List<DynamicTest> checks = new ArrayList<>();
    checks.add(givesTheBits(models, GCC, CHECKED));
    checks.add(test("shows its own names", GCC, () -> Symbols.check(models, GCC)));
    CCompiler ofBoard = target.name().startsWith("cortex") ? GCC_FOR_ARM : GCC;
    int most = mostStack(target);
    checks.add(test("needs little stack", ofBoard, () -> needsLittleStack(models, ofBoard, most)));
    checks.add(test("refuses loose floats", GCC, () -> refusesFastMath(models, GCC)));
    checks.add(dynamicTest("is the same when made again", () -> isReproducible(models)));
    if (IS_ALL || target == Targets.PORTABLE) {
      checks.addAll(more(models));
    }
    return checks.stream();
  }

  private static int mostStack(Target target) {
    if (target.name().startsWith("cortex")) {
      return MOST_STACK_OF_BOARDS;
    }
    return target.name().startsWith("x86") ? MOST_STACK_OF_VECTORS : MOST_STACK;
  }

  private static List<DynamicTest> more(GeneratedModels models) {
    List<DynamicTest> checks = new ArrayList<>();
    checks.add(givesTheBits(models, GCC, FAST));
    checks.add(givesTheBits(models, GCC, SLOW));
    checks.add(givesTheBits(models, GCC_FOR_AARCH64, PLAIN));
    checks.add(givesTheBits(models, CLANG, CHECKED));
    checks.add(givesTheBits(models, CLANG, FAST));
    checks.add(givesTheBits(models, OLD_CLANG, FAST_C99));
    for (CCompiler compiler : List.of(CLANG, GCC_FOR_AARCH64, GCC_FOR_ARM)) {
      checks.add(test("refuses loose floats", compiler, () -> refusesFastMath(models, compiler)));
      checks.add(test("shows its own names", compiler, () -> Symbols.check(models, compiler)));
    }
    checks.add(compiles(models, GCC_FOR_ARM, List.of("-std=c99", "-O2", "-mcpu=cortex-m4")));
    checks.add(compiles(models, GCC_FOR_ARM, List.of("-std=c99", "-O2", "-mcpu=cortex-m55")));
    checks.add(test("is used from C++", GCC, () -> isUsedFromCpp(models)));
    return checks;
  }

  private static DynamicTest compiles(
      GeneratedModels models, CCompiler compiler, List<String> way) {
    List<String> flags = CCompiler.join(CCompiler.join(WARNINGS, way), List.of("-c"));
    return test(
        "compiles with " + String.join(" ", way),
        compiler,
        () -> compiler.compile(models.folder(), CCompiler.join(flags, models.sources())));
  }

  private static DynamicTest givesTheBits(
      GeneratedModels models, CCompiler compiler, List<String> way) {
    return test(
        "gives the interpreter's bits with " + String.join(" ", way),
        compiler,
        () -> NativeProgram.build(models, compiler, CCompiler.join(WARNINGS, way)).check());
  }

  private static DynamicTest test(String what, CCompiler compiler, Executable check) {
    return dynamicTest(
        what + " (" + compiler + ")",
        () -> {
          compiler.assume();
          check.execute();
        });
  }

  private static void needsLittleStack(GeneratedModels models, CCompiler compiler, int most)
      throws IOException {
    for (Sample sample : models.samples()) {
      String name = sample.name();
      List<String> words = List.of("-c", "-O2", StackUse.OPTION, name + ".c", "-o", "stack.o");
      compiler.compile(models.folder(), words);
      String callGraph = Files.readString(models.folder().resolve("stack.ci"));
      OptionalInt stack = StackUse.of(name + "_run", callGraph);
      assertTrue(stack.isPresent() && stack.getAsInt() <= most, () -> name + ": " + stack);
    }
  }

  private static void refusesFastMath(GeneratedModels models, CCompiler compiler) {
    List<String> words = List.of("-fsyntax-only", "-ffast-math", models.sources().get(0));

    Command tried = compiler.tryToCompile(models.folder(), words);

    assertNotEquals(0, tried.status());
    assertTrue(tried.messages().contains("fast-math"), tried::messages);
  }

  /** The models are compiled as C, and who calls them as C++. */
  private static void isUsedFromCpp(GeneratedModels models) {
    List<String> words =
        List.of("-x", "c++", "-std=c++11", "-c", GeneratedModels.SUBJECTS, "-o", "subjects.o");
    GCC.compile(models.folder(), CCompiler.join(WARNINGS, words));

    NativeProgram.build(models, GCC, List.of("-O1"), "subjects.o").check();
  }

  private static void isReproducible(GeneratedModels models) throws IOException {
    Path again = models.folder().resolve("again");

    GeneratedModels.write(again, models.target(), models.samples());

    try (Stream<Path> files = Files.list(again)) {
      for (Path file : files.toList()) {
        Path first = models.folder().resolve(file.getFileName());
        assertEquals(-1, Files.mismatch(first, file), () -> "differs: " + file.getFileName());
      }
    }
  }
}
