package io.repqc.bench;

import ai.onnxruntime.OrtException;
import io.repqc.codegen.java.EngineKind;
import io.repqc.compiler.compile.CCompiler;
import io.repqc.compiler.compile.SharedLibrary;
import io.repqc.ir.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The engines of generated Java, each in a JVM of its own, beside the C that one of them calls and
 * ONNX Runtime's best; floats in and out, one thread.
 */
final class EnginesSideBySide implements AutoCloseable {
  private static final List<String> C_OPTIONS = List.of("-std=c99", "-O3", "-fPIC");

  private final Integers network;
  private final Tensor answer;
  private final OnnxRuntimePeer peer;
  private final Map<String, TimedProcess> own = new LinkedHashMap<>();
  private final Map<String, String> warmUps = new LinkedHashMap<>();

  private EnginesSideBySide(String name) throws Exception {
    this.network = Integers.of(Zoo.read(name));
    this.answer = network.answer();
    this.peer = new OnnxRuntimePeer(name, network);
    CCompiler compiler = CCompiler.find(Optional.empty());
    List<String> command = new ArrayList<>(List.of(compiler.command()));
    command.addAll(C_OPTIONS);
    own.put("C", GeneratedC.start(network, SharedLibrary.target(compiler), command));
    GeneratedJava java = new GeneratedJava(network, compiler);
    for (EngineKind engine : EngineKind.values()) {
      String label = "Java, " + engine.name().toLowerCase(Locale.ROOT);
      if (java.engines().contains(engine)) {
        TimedProcess process = java.start(engine);
        own.put(label, process);
        warmUps.put(label, warmUp(process));
      } else {
        System.out.printf("%s: not on JDK %s%n", label, Runtime.version().feature());
      }
    }
  }

  /** Networks by name or file. */
  static void run(List<String> words) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%-30s %12s %6s %14s %14s %14s%n",
        "JDK " + Runtime.version(),
        "us a run",
        "ratio",
        "first, ms",
        "from start, ms",
        "steady, ms");
    for (String name : Zoo.names(words)) {
      try (EnginesSideBySide engines = new EnginesSideBySide(name)) {
        engines.print(Path.of(name).getFileName().toString());
      }
    }
  }

  /** Each waits for the one before, so that none disturbs another's. */
  private static String warmUp(TimedProcess process) throws Exception {
    return String.format(
        Locale.ROOT,
        "%14.0f %14.0f %14.0f",
        process.answer() / 1e6,
        process.answer() / 1e6,
        process.answer() / 1e6);
  }

  private void print(String name) throws Exception {
    List<Turns.Contestant> contestants = new ArrayList<>(own.values());
    contestants.add(peer);
    List<Double> times = Turns.medians(contestants);
    double best = times.get(times.size() - 1);
    System.out.println(name);
    System.out.printf(Locale.ROOT, "  %-28s %12.1f%n", "ONNX Runtime", best / 1e3);
    int place = 0;
    for (String label : own.keySet()) {
      double time = times.get(place++);
      boolean isSame = own.get(label).output(answer.type()).equals(answer);
      System.out.printf(
          Locale.ROOT,
          "  %-28s %12.1f %6.2f %44s   %s the interpreter's bits%n",
          label,
          time / 1e3,
          best / time,
          warmUps.getOrDefault(label, ""),
          isSame ? "with" : "NOT");
    }
  }

  @Override
  public void close() throws OrtException {
    own.values().forEach(TimedProcess::close);
    peer.close();
  }
}
