package io.repqc.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.repqc.compiler.ModelFile;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ONNX Runtime at its best on a network with quantizers, on one thread. */
final class OnnxRuntimePeer implements Turns.Contestant, AutoCloseable {
  private final OrtSession session;
  private final OnnxTensor input;
  private final Map<String, OnnxTensor> inputs;

  /** {@code name} is the network's file if it has one. */
  OnnxRuntimePeer(String name, Integers network) throws OrtException, IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Value x = network.quantizers().graph().inputs().get(0);
    long[] dims = x.shape().dims().stream().mapToLong(Integer::longValue).toArray();
    FloatBuffer numbers = FloatBuffer.wrap(network.input().floats());
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    this.session = environment.createSession(file(name, network), options);
    this.input = OnnxTensor.createTensor(environment, numbers, dims);
    this.inputs = Map.of(x.name(), input);
  }

  private static String file(String name, Integers network) throws IOException {
    if (name.endsWith(".onnx")) {
      return name;
    }
    Path file = Scratch.folder().resolve("network.onnx");
    ModelFile.write(network.quantizers(), file);
    return file.toString();
  }

  @Override
  public double nanoseconds() throws OrtException {
    List<Double> times = new ArrayList<>();
    for (double sum = 0; sum < Turns.NANOSECONDS; ) {
      long start = System.nanoTime();
      session.run(inputs).close();
      times.add((double) (System.nanoTime() - start));
      sum += times.get(times.size() - 1);
    }
    return Turns.median(times.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The largest difference of an output's element from its own. */
  double distance(Tensor output) throws OrtException {
    double largest = 0;
    try (OrtSession.Result result = session.run(inputs)) {
      FloatBuffer own = ((OnnxTensor) result.get(0)).getFloatBuffer();
      for (int i = 0; i < output.count(); i++) {
        largest = Math.max(largest, Math.abs(output.number(i) - own.get(i)));
      }
    }
    return largest;
  }

  @Override
  public void close() throws OrtException {
    input.close();
    session.close();
  }
}
