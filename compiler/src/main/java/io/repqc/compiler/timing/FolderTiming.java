package io.repqc.compiler.timing;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Progress;
import io.repqc.compiler.compile.CCompiler;
import io.repqc.compiler.timing.TimingResult.LayerTime;
import io.repqc.compiler.timing.TimingResult.Other;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles generated code and times it; where there is another runtime, both take turns. */
public final class FolderTiming {
  private static final int ROUNDS = 11;
  private static final int WARMING = 2;
  private static final double NANOSECONDS_A_ROUND = 100e6;

  private final TimingRequest request;
  private final GeneratedFolder program;
  private final CCompiler compiler;

  private FolderTiming(TimingRequest request) {
    this.request = request;
    this.program = GeneratedFolder.read(request.folder(), request.name());
    this.compiler = CCompiler.find(request.compiler());
    ModelException.check(
        compiler.isForThisMachine(),
        "%s compiles for %s, which is another machine than this; time it there: %s_HOOK is called"
            + " as each layer begins",
        compiler.command(),
        compiler.machine(),
        program.prefix());
  }

  public static TimingResult run(TimingRequest request, Progress progress) {
    return new FolderTiming(request).run(progress);
  }

  private TimingResult run(Progress progress) {
    Path scratch = ScratchFolder.make();
    try (TimedProgram whole = start(scratch, false);
        TimedProgram layered = start(scratch, true)) {
      Optional<OnnxRuntime> other = request.network().flatMap(this::other);
      List<Double> own = new ArrayList<>();
      List<Double> others = new ArrayList<>();
      for (int round = -WARMING; round < ROUNDS; round++) {
        double single = whole.nanoseconds(1);
        double time = whole.nanoseconds(runs(single));
        List<Double> beside =
            other.map(runtime -> runtime.nanoseconds(NANOSECONDS_A_ROUND)).orElse(List.of());
        if (round >= 0) {
          own.add(time);
          others.addAll(beside.isEmpty() ? List.of() : List.of(median(beside)));
        }
        progress.advance(round + WARMING + 1L, ROUNDS + WARMING);
      }
      List<LayerTime> layers = layered.layers(runs(median(own)));
      Optional<Other> rival = other.map(runtime -> new Other(runtime.name(), median(others)));
      other.ifPresent(OnnxRuntime::close);
      String command = compiler.command() + " " + String.join(" ", request.options());
      return new TimingResult(program.name(), command, median(own), layers, rival);
    } finally {
      ScratchFolder.delete(scratch);
    }
  }

  private TimedProgram start(Path scratch, boolean isLayered) {
    return TimedProgram.start(program, compiler, request.options(), scratch, isLayered);
  }

  private Optional<OnnxRuntime> other(Path network) {
    Model model = ModelFile.read(network, ImportOptions.DEFAULT);
    ModelException.check(
        ModelFile.isOnnx(network), "%s: ONNX Runtime runs .onnx files only", network);
    int batch = program.ports().get(0).batch();
    Graph graph = batch == model.graph().batch() ? model.graph() : model.withBatch(batch).graph();
    return OnnxRuntime.open(request.onnxRuntime(), network, graph);
  }

  private static int runs(double nanoseconds) {
    return (int) Math.max(1, Math.min(1e5, NANOSECONDS_A_ROUND / nanoseconds));
  }

  private static double median(List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
