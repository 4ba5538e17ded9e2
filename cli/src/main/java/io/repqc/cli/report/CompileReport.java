package io.repqc.cli.report;

import io.repqc.cli.terminal.Style;
import io.repqc.cli.terminal.Table;
import io.repqc.codegen.Program;
import io.repqc.codegen.Step;
import io.repqc.compiler.compile.BuildResult;
import io.repqc.compiler.compile.CompileResult;
import io.repqc.compiler.quantize.Accuracy;
import io.repqc.compiler.quantize.QuantizationResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code repqc compile} says of the files that it wrote. */
public final class CompileReport {
  private static final int MOST_FILES = 6;

  private CompileReport() {}

  public static List<String> lines(CompileResult result, Style style) {
    Program program = result.program();
    List<String> lines = new ArrayList<>();
    lines.add(style.heading("%s for %s".formatted(program.name(), program.target())));
    Table table = new Table(Set.of(1));
    table.add("multiply-accumulates", number(result.multiplications()), before(result));
    table.add(
        "flash in bytes", number(result.constantBytes() + code(result).orElse(0)), parts(result));
    table.add(
        "workspace in bytes",
        number(program.arena().size()),
        "at least %s%s".formatted(number(program.arena().lowerBound()), halos(program)));
    stack(result).ifPresent(bytes -> table.add("stack in bytes", number(bytes), "at most"));
    largest(program)
        .ifPresent(
            step ->
                table.add(
                    "largest layer",
                    share(step.multiplications(), result.multiplications()),
                    "%s \"%s\"".formatted(step.what(), step.name())));
    result.quantization().flatMap(QuantizationResult::accuracy).ifPresent(each -> add(table, each));
    lines.addAll(table.lines());
    result.built().ifPresent(built -> lines.add(test(built, style)));
    lines.add("wrote " + files(result));
    return lines;
  }

  /** Each, unless they are many. */
  private static String files(CompileResult result) {
    List<Path> files = result.files();
    return files.size() > MOST_FILES
        ? "%d files to %s".formatted(files.size(), result.folder())
        : files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static void add(Table table, Accuracy accuracy) {
    table.add(
        "%s of %s items".formatted(accuracy.metric(), number(accuracy.items())),
        accuracy.metric().text(accuracy.integers()),
        "in floats " + accuracy.metric().text(accuracy.floats()));
  }

  private static String before(CompileResult result) {
    boolean isMerged =
        result.quantization().isPresent() && !result.quantization().get().keepsQuantizers();
    return isMerged ? "before merging " + number(result.multiplicationsBefore()) : "";
  }

  private static OptionalLong code(CompileResult result) {
    return result.built().map(BuildResult::code).orElse(OptionalLong.empty());
  }

  private static OptionalInt stack(CompileResult result) {
    return result.built().map(BuildResult::stack).orElse(OptionalInt.empty());
  }

  private static String parts(CompileResult result) {
    OptionalLong code = code(result);
    return code.isEmpty()
        ? "weights and other constants, without code"
        : "constants %s, code %s"
            .formatted(number(result.constantBytes()), number(code.getAsLong()));
  }

  private static String halos(Program program) {
    return program.haloBytes() == 0
        ? ""
        : ", of which %s around tensors".formatted(number(program.haloBytes()));
  }

  private static Optional<Step> largest(Program program) {
    return program.steps().stream()
        .filter(step -> step.multiplications() > 0)
        .max(Comparator.comparingLong(Step::multiplications));
  }

  private static String test(BuildResult built, Style style) {
    return built.hasRun()
        ? style.good("self-test passed") + ", compiled by " + built.compiler()
        : "compiled by %s; the self-test did not run, as that is code for %s"
            .formatted(built.compiler(), built.machine());
  }

  private static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
