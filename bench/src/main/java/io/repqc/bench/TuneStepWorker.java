package io.repqc.bench;

import com.sun.management.OperatingSystemMXBean;
import io.repqc.compiler.tune.QuantizerSettings;
import io.repqc.compiler.tune.QuantizerSettings.ActivationQuantizer;
import io.repqc.compiler.tune.QuantizerSettings.InitialRanges;
import io.repqc.compiler.tune.QuantizerSettings.StepRule;
import io.repqc.compiler.tune.QuantizerSettings.WeightQuantizer;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Softmax;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Pipelines.Statistics;
import io.repqc.passes.Reasons;
import io.repqc.passes.observe.Range;
import io.repqc.passes.quantize.ActivationLevels;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import io.repqc.tune.Trainee;
import io.repqc.tune.engine.Session;
import io.repqc.tune.engine.Step;
import io.repqc.tune.quantizer.LearnQuantizers;
import io.repqc.tune.torch.TorchEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Asked for a number of training steps, it answers the processor time of one. */
final class TuneStepWorker {
  private static final int BATCH = 128;
  private static final double MOST = 4;
  private static final String LOSS = "loss";
  private static final float RATE = 1e-4f;
  private static final float MOMENTUM = 0.9f;

  private static final QuantizerSettings QUANTIZERS =
      new QuantizerSettings(
          WeightQuantizer.LSQ,
          ActivationQuantizer.LSQ,
          InitialRanges.PAPER,
          StepRule.BOUND_THEN_ROUND);

  private final Session session;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> numbers;
  private final Map<String, float[]> velocities = new HashMap<>();

  private TuneStepWorker(Session session, Model model) {
    this.session = session;
    this.numbers = new HashMap<>(model.parameters());
    Random random = new Random(1);
    for (Value input : model.graph().inputs()) {
      inputs.put(input.name(), Tensor.generate(input.type(), i -> random.nextGaussian()));
    }
  }

  public static void main(String[] arguments) throws IOException {
    Model network = OnnxReader.read(Path.of(arguments[0]), ImportOptions.DEFAULT);
    Trainee trainee = trainee(network, arguments[1]);
    Model model = withLoss(trainee.model().withBatch(BATCH));
    Session session = TorchEngine.start(1).open(model, trainee.groups().keySet(), trainee.rules());
    TuneStepWorker worker = new TuneStepWorker(session, model);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      int steps = Integer.parseInt(line);
      long start = system.getProcessCpuTime();
      for (int i = 0; i < steps; i++) {
        worker.step();
      }
      System.out.println((system.getProcessCpuTime() - start) / (double) steps);
    }
  }

  private static Trainee trainee(Model network, String mode) {
    Model merged =
        switch (mode) {
          case "frozen" -> run(network, Pipelines.merge());
          case "batch" -> run(network, Pipelines.merge(Statistics.BATCH, regions -> {}));
          case "estimate" -> run(network, Pipelines.merge(Statistics.ESTIMATE, regions -> {}));
          default -> released(run(network, Pipelines.deploy()));
        };
    BitWidths bits = new BitWidths(Bits.parse("W4A4"), Bits.EIGHT, Map.of());
    QuantizationOptions options = QuantizationOptions.DEFAULT.with(bits).withFloatBiases();
    ActivationLevels levels = (value, integers) -> integers.levels(new Range(0, MOST));
    Model inserted = run(merged, List.of(new InsertQuantizers(options, levels)));
    Set<String> trained =
        merged.graph().parameters().stream()
            .filter(value -> ((Parameter) value.op()).trainable())
            .map(Value::name)
            .collect(Collectors.toSet());
    return LearnQuantizers.apply(inserted, QUANTIZERS, trained);
  }

  private static Model run(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }

  /** Merged weights as trained parameters. */
  private static Model released(Model merged) {
    Graph graph =
        new Rewrite(merged.graph())
            .each(
                (value, op) ->
                    op instanceof Parameter
                        ? Value.of(value.name(), new Parameter(value.type(), true))
                        : Rewrite.keep(value, op));
    return new Model(graph, merged.parameters());
  }

  /** The network with the cross entropy of its output and a target behind it. */
  private static Model withLoss(Model model) {
    Graph graph = model.graph();
    Value output = graph.outputs().get(0).value();
    Value target = Value.of("target", new Input(output.type(), true));
    Value logarithms = Value.of("logarithms", new Softmax(output, 1, true));
    Value products = Value.of("products", new Binary(BinaryFunction.MUL, logarithms, target));
    Value sum = Value.of("sum", new Reduce(ReduceFunction.SUM, products, List.of(0, 1), false));
    Tensor share = Tensor.scalar(output.elementType(), -1.0 / BATCH);
    Value factor = Value.of("share", new Constant(share));
    Value loss = Value.of(LOSS, new Binary(BinaryFunction.MUL, sum, factor));
    List<Value> inputs = new ArrayList<>(graph.inputs());
    inputs.add(target);
    List<Output> outputs = List.of(new Output(LOSS, loss));
    return new Model(new Graph(graph.name(), inputs, outputs), model.parameters());
  }

  /** With momentum, and with what is made of statistics. */
  private void step() {
    Step step = session.step(inputs, LOSS, 1);
    Map<String, Tensor> changed = new HashMap<>();
    step.gradients()
        .forEach(
            (name, gradient) -> {
              float[] old = numbers.get(name).floats();
              float[] velocity = velocities.computeIfAbsent(name, key -> new float[old.length]);
              float[] next = new float[old.length];
              for (int i = 0; i < next.length; i++) {
                velocity[i] = MOMENTUM * velocity[i] + gradient.floats()[i];
                next[i] = old[i] - RATE * velocity[i];
              }
              changed.put(name, Tensor.f32(gradient.shape(), next));
            });
    changed.putAll(step.statistics());
    numbers.putAll(changed);
    session.update(changed);
  }
}
