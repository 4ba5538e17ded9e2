package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.tune.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Networks that do nothing, so that their input is what the loss reads. */
final class LossGraphTest {
  private static final double[][] LOGITS = {{1, 2, -1}, {0.5, 0, 3}};
  private static final double[][] TAUGHT = {{0, 1, 1}, {-2, 0, 1}};
  private static final int[] CLASSES = {1, 0};

  private final Recipe recipe = new Recipe();
  private boolean isTaught;
  private double size;

  @Test
  void crossEntropyOfClasses() {
    double expected = (entropy(0, oneHot(0)) + entropy(1, oneHot(1))) / 2;
    assertEquals(expected, loss(x -> x), 1e-6);
  }

  @Test
  void aSoftmaxIsPartOfTheLoss() {
    assertEquals(loss(x -> x), loss(x -> Value.of("y", new Softmax(x, 1, false))));
    assertEquals(loss(x -> x), loss(x -> Value.of("y", new Softmax(x, 1, true))));
  }

  @Test
  void crossEntropyOfSmoothedClasses() {
    recipe.labelSmoothing = 0.3;
    double expected = 0;
    for (int item = 0; item < 2; item++) {
      double[] shares = {0.1, 0.1, 0.1};
      shares[CLASSES[item]] = 0.8;
      expected += entropy(item, shares) / 2;
    }
    assertEquals(expected, loss(x -> x), 1e-6);
  }

  @Test
  void aTeacherCountsByItsSoftmax() {
    isTaught = true;
    recipe.distillation = 0.25;
    double expected = 0;
    for (int item = 0; item < 2; item++) {
      expected += 0.75 * entropy(item, oneHot(item)) / 2;
      expected += 0.25 * entropy(item, softmax(TAUGHT[item])) / 2;
    }
    assertEquals(expected, loss(x -> x), 1e-6);
  }

  @Test
  void theSizeCounts() {
    double without = loss(x -> x);
    recipe.sizePenalty = 0.5;
    size = 3;
    assertEquals(without + 1.5, loss(x -> x), 1e-6);
  }

  @Test
  void distancesOfOutputs() {
    recipe.loss = Optional.of(Loss.L1);
    double[][] wanted = {{1, 0, 0}, {0, 0, 5}};
    assertEquals((0 + 2 + 1 + 0.5 + 0 + 2) / 6, loss(wanted), 1e-6);
    recipe.loss = Optional.of(Loss.L2);
    assertEquals((0 + 4 + 1 + 0.25 + 0 + 4) / 6, loss(wanted), 1e-6);
  }

  @Test
  void aTeacherOfOutputsCountsByTheSquares() {
    recipe.loss = Optional.of(Loss.L1);
    recipe.distillation = 0.5;
    isTaught = true;
    double squares = 1 + 1 + 4 + 6.25 + 0 + 4;
    assertEquals(
        0.5 * 5.5 / 6 + 0.5 * squares / 6, loss(new double[][] {{1, 0, 0}, {0, 0, 5}}), 1e-6);
  }

  @Test
  void namesOfTheUserStayTheirs() {
    isTaught = true;
    LossGraph graph = graph(answers(), x -> Value.of("teacher", new Unary(UnaryFunction.NEG, x)));
    assertEquals("target", graph.target());
    assertEquals(Optional.of("teacher.1"), graph.teacher());
  }

  @Test
  void theUsualLossFollowsFromTheMetric() {
    assertEquals(Loss.CROSS_ENTROPY, task(answers(), x -> x).loss());
    Tensor outputs = rows(LOGITS);
    assertEquals(Loss.L1, task(new Answers(Metric.PSNR, 1, outputs), x -> x).loss());
    assertEquals(Loss.L2, task(new Answers(Metric.MSE, 1, outputs), x -> x).loss());
  }

  private static Answers answers() {
    return new Answers(Metric.TOP1, 1, Tensor.i64(Shape.of(2), CLASSES[0], CLASSES[1]));
  }

  private double loss(Function<Value, Value> network) {
    return loss(answers(), network);
  }

  private double loss(double[][] wanted) {
    return loss(new Answers(Metric.MSE, 1, rows(wanted)), x -> x);
  }

  private double loss(Answers answers, Function<Value, Value> network) {
    LossGraph graph = graph(answers, network);
    Targets targets = Targets.of(answers, Shape.of(2, 3), recipe.labelSmoothing);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("x", rows(LOGITS));
    inputs.put(graph.target(), targets.pick(new int[] {0, 1}));
    graph.teacher().ifPresent(name -> inputs.put(name, rows(TAUGHT)));
    Tensor loss =
        new Interpreter(graph.model(), Interpreter.Evaluation.REFERENCE)
            .run(inputs)
            .get(LossGraph.LOSS);
    assertEquals(Shape.SCALAR, loss.shape());
    return loss.number(0);
  }

  private LossGraph graph(Answers answers, Function<Value, Value> network) {
    Targets targets = Targets.of(answers, Shape.of(2, 3), 0);
    TrainingTask task = task(answers, network);
    return LossGraph.of(task, Map.of("x", Shape.of(2, 3)), targets.classes());
  }

  private TrainingTask task(Answers answers, Function<Value, Value> network) {
    Value x = Value.of("x", new Input(TensorType.f32(1, 3), true));
    Graph graph = new Graph("nothing", List.of(x), List.of(new Output("y", network.apply(x))));
    Op bits = new Parameter(TensorType.f32(1, 2), true);
    Value sum =
        Value.of("sum", new Reduce(ReduceFunction.SUM, Value.of("bits", bits), List.of(1), false));
    Model model = new Model(graph, Map.of("bits", Tensor.f32(Shape.of(1, 2), 1, (float) size - 1)));
    Trainee trainee =
        new Trainee(
            model,
            Map.of(),
            Map.of(),
            Map.of(),
            size > 0 ? Optional.of(sum) : Optional.empty(),
            all -> all,
            all -> all,
            all -> List.of());
    DataSet data = new DataSet(Map.of("x", rows(LOGITS)), List.of("x"), answers, Layout.NCHW);
    Optional<Model> teacher = isTaught ? Optional.of(model) : Optional.empty();
    return new TrainingTask(trainee, data, 0, recipe.settings(), teacher, Map.of());
  }

  private static double[] oneHot(int item) {
    double[] shares = new double[3];
    shares[CLASSES[item]] = 1;
    return shares;
  }

  private static double entropy(int item, double[] shares) {
    double[] found = softmax(LOGITS[item]);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum -= shares[i] * Math.log(found[i]);
    }
    return sum;
  }

  private static double[] softmax(double[] logits) {
    double[] shares = new double[3];
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      shares[i] = Math.exp(logits[i]);
      sum += shares[i];
    }
    for (int i = 0; i < 3; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static Tensor rows(double[][] rows) {
    return Tensor.generate(TensorType.f32(2, 3), i -> rows[i / 3][i % 3]);
  }
}
