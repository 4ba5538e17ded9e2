package io.repqc.cli;

import io.repqc.cli.report.CompileReport;
import io.repqc.cli.terminal.ProgressBars;
import io.repqc.cli.terminal.Style;
import io.repqc.codegen.c.Weights;
import io.repqc.codegen.java.EngineKind;
import io.repqc.compiler.Word;
import io.repqc.compiler.compile.CompileRequest;
import io.repqc.compiler.compile.CompileRequest.Build;
import io.repqc.compiler.compile.CompileResult;
import io.repqc.compiler.compile.JavaCompilation;
import io.repqc.compiler.compile.JavaRequest;
import io.repqc.compiler.compile.NetworkCompilation;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationRequest.Interface;
import io.repqc.ir.ModelException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code repqc compile}. */
@Command(
    name = "compile",
    description = {
      "Compiles a network to standalone C or Java: merges its branches, quantizes it on data, and"
          + " writes files that compute it.",
      "A network with quantizers of its own, or in integers, needs no data."
    })
final class CompileCommand implements Runnable {
  private enum Layout {
    NCHW,
    NHWC;

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  private enum Place {
    INLINE,
    SEPARATE,
    BINARY;

    @Override
    public String toString() {
      return Word.of(this);
    }
  }

  @ParentCommand private Repqc repqc;
  @Mixin private NetworkOptions network;
  @Mixin private DataOptions data;
  @Mixin private NumberOptions numbers;
  @Mixin private ClassOptions classes;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      defaultValue = "portable",
      completionCandidates = TargetNames.class,
      description = {
        "The machine, for C, or java: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given."
      })
  private String target;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR|logits",
      required = true,
      description = {"The folder to write to.", "logits: drops a last softmax."})
  private List<String> outputs = List.of();

  @Option(
      names = "--name",
      paramLabel = "IDENTIFIER",
      description = {
        "What functions, macros and files begin with, or what the class is called; made from MODEL"
            + " if not given."
      })
  private String name;

  @Option(
      names = "--interface",
      paramLabel = "TYPE",
      description = {
        "float (the default), or int8: the function takes and gives the integers themselves."
      })
  private Elements elements = Elements.FLOAT;

  @Option(
      names = "--io-layout",
      paramLabel = "ORDER",
      description = "How images lie at the function: nchw (the default, as in ONNX) or nhwc.")
  private Layout layout = Layout.NCHW;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "How many items a run takes; as MODEL says if not given, mostly 1.")
  private Integer batch;

  @Option(
      names = "--weights",
      paramLabel = "PLACE",
      description = {
        "Where the weights are: inline (in the C file or the class), separate (in a C file of their"
            + " own) or binary (in a file of bytes that is mapped, linked or in flash, or beside the"
            + " class). If not given, inline for C and binary for java."
      })
  private Place weights;

  @Option(
      names = "--self-test",
      description = "Also writes a C file with an input, its right answer, and a main to compare.")
  private boolean hasTest;

  @Option(
      names = "--build",
      description = "Compiles the files with the C compiler at hand, and runs the self-test.")
  private boolean builds;

  @Option(
      names = "--cc",
      paramLabel = "COMMAND",
      description = {
        "The C compiler for --build or for the native engine of java; cc, gcc or clang if not given."
      })
  private String compiler;

  @Option(
      names = "--cflags",
      paramLabel = "OPTIONS",
      description = "What it is told; -O2 if not given.")
  private String options;

  @Override
  public void run() {
    CompileResult result;
    try (ProgressBars progress = new ProgressBars(repqc.console())) {
      result = compile(progress);
    }
    result
        .quantization()
        .ifPresent(
            quantization ->
                quantization.notes().forEach(note -> Failures.warn(repqc.console().err(), note)));
    PrintWriter out = repqc.console().out();
    Style style = repqc.console().style();
    CompileReport.lines(result, style).forEach(out::println);
  }

  private CompileResult compile(ProgressBars progress) {
    ModelException.check(
        options == null || builds, "--cflags %s: it has no effect without --build", options);
    if (target.equals(TargetNames.JAVA)) {
      return JavaCompilation.run(javaRequest(), progress, (pass, model) -> {});
    }
    classes.checkUnused();
    ModelException.check(
        compiler == null || builds, "--cc %s: it has no effect without --build", compiler);
    return NetworkCompilation.run(request(), progress, (pass, model) -> {});
  }

  private OptionalInt batch() {
    return batch == null ? OptionalInt.empty() : OptionalInt.of(batch);
  }

  private JavaRequest javaRequest() {
    ModelException.check(
        weights != Place.SEPARATE, "--weights separate: Java has them inline, or in a binary file");
    ModelException.check(!hasTest, "--self-test: it has no effect with --target java");
    ModelException.check(!builds, "--build: it has no effect with --target java");
    ModelException.check(
        compiler == null || classes.engines().contains(EngineKind.NATIVE),
        "--cc %s: it has no effect without --engines native",
        compiler);
    return new JavaRequest(
        quantization(),
        classes.packageName(),
        Optional.ofNullable(name),
        classes.engines(),
        Optional.ofNullable(compiler),
        classes.labels(),
        classes.sharesKernels(),
        weights == Place.INLINE,
        layout == Layout.NHWC,
        batch(),
        new Outputs(outputs).place("folder"));
  }

  private CompileRequest request() {
    return new CompileRequest(
        quantization(),
        TargetNames.target(target),
        Optional.ofNullable(name),
        layout == Layout.NHWC,
        weights == null ? Weights.INLINE : Weights.valueOf(weights.name()),
        batch(),
        hasTest,
        new Outputs(outputs).place("folder"),
        builds ? Optional.of(build()) : Optional.empty());
  }

  private Build build() {
    String words = options == null ? "-O2" : options.strip();
    return new Build(Optional.ofNullable(compiler), List.of(words.split("\\s+")));
  }

  private QuantizationRequest quantization() {
    boolean isInteger = elements == Elements.INT8;
    return new QuantizationRequest(
        network.file(),
        network.importOptions(),
        data.calibration(),
        data.labelled(),
        numbers.settings(),
        new Interface(isInteger, isInteger, new Outputs(outputs).areLogits()),
        Optional.empty(),
        false);
  }
}
