package io.repqc.bench;

import ai.onnxruntime.OrtException;
import io.repqc.codegen.java.EngineKind;
import io.repqc.codegen.java.NativeLibrary;
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
  private final Tensor answer;
  private final OnnxRuntimePeer peer;
  private final Map<String, TimedProcess> own = new LinkedHashMap<>();
  private final Map<String, WarmUp> warmUps = new LinkedHashMap<>();

  private EnginesSideBySide(String name) throws Exception {
    Integers network = Integers.of(Zoo.read(name));
    this.answer = network.answer();
    this.peer = new OnnxRuntimePeer(name, network);
    CCompiler compiler = CCompiler.find(Optional.empty());
    NativeLibrary library = SharedLibrary.of(network.integers(), GeneratedC.NAME, false, compiler);
    own.put("C", GeneratedC.start(network, library, List.of(compiler.command())));
    GeneratedJava java = new GeneratedJava(network, library);
    for (EngineKind engine : java.engines()) {
      String label = engine.name().toLowerCase(Locale.ROOT);
      own.put(label, java.start(engine));
      warmUps.put(label, WarmUp.of(java, engine, own.get(label)));
    }
  }

  /** Networks by name or file. */
  static void run(List<String> words) throws Exception {
    System.out.printf(
        "%-28s %10s %6s %s%n", "JDK " + Runtime.version(), "us a run", "ratio", WarmUp.HEADINGS);
    for (String name : Zoo.names(words)) {
      System.out.println(Path.of(name).getFileName());
      try (EnginesSideBySide engines = new EnginesSideBySide(name)) {
        engines.print();
      }
    }
  }

  private void print() throws Exception {
    List<Turns.Contestant> contestants = new ArrayList<>(own.values());
    contestants.add(peer);
    List<Double> times = Turns.medians(contestants);
    double best = times.get(own.size());
    System.out.printf(Locale.ROOT, "  %-26s %10.1f%n", "ONNX Runtime", best / 1e3);
    int place = 0;
    for (String label : own.keySet()) {
      double time = times.get(place++);
      boolean isSame = own.get(label).output(answer.type()).equals(answer);
      System.out.printf(
          Locale.ROOT,
          "  %-26s %10.1f %6.2f %44s   %s the interpreter's bits%n",
          label,
          time / 1e3,
          best / time,
          warmUps.containsKey(label) ? warmUps.get(label) : "",
          isSame ? "with" : "NOT");
    }
    for (EngineKind engine : EngineKind.values()) {
      String label = engine.name().toLowerCase(Locale.ROOT);
      if (!own.containsKey(label)) {
        System.out.printf("  %-26s not on JDK %d%n", label, Runtime.version().feature());
      }
    }
  }

  @Override
  public void close() throws OrtException {
    own.values().forEach(TimedProcess::close);
    peer.close();
  }
}
