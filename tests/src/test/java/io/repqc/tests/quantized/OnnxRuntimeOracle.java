package io.repqc.tests.quantized;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** ONNX Runtime without graph optimisation: it computes each operator as the file has it. */
public final class OnnxRuntimeOracle implements AutoCloseable {
  private static final Map<ElementType, OnnxJavaType> TYPES =
      Map.of(
          ElementType.F32, OnnxJavaType.FLOAT,
          ElementType.F64, OnnxJavaType.DOUBLE,
          ElementType.I8, OnnxJavaType.INT8,
          ElementType.U8, OnnxJavaType.UINT8,
          ElementType.I16, OnnxJavaType.INT16,
          ElementType.I32, OnnxJavaType.INT32,
          ElementType.I64, OnnxJavaType.INT64,
          ElementType.BOOL, OnnxJavaType.BOOL);

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  public OnnxRuntimeOracle(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OptLevel.NO_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session = environment.createSession(model, options);
    }
  }

  /** The outputs of a model file's bytes, by name. */
  public static Map<String, Tensor> run(byte[] model, Map<String, Tensor> inputs)
      throws OrtException {
    try (OnnxRuntimeOracle oracle = new OnnxRuntimeOracle(model)) {
      return oracle.run(inputs);
    }
  }

  /** The outputs by name. */
  public Map<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try {
      for (var input : inputs.entrySet()) {
        given.put(input.getKey(), toOnnx(environment, input.getValue()));
      }
      try (OrtSession.Result result = session.run(given)) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
          outputs.put(output.getKey(), fromOnnx((OnnxTensor) output.getValue()));
        }
        return outputs;
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private static OnnxTensor toOnnx(OrtEnvironment environment, Tensor tensor) throws OrtException {
    byte[] bytes = tensor.toBytes();
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    buffer.put(bytes).rewind();
    long[] shape = tensor.shape().dims().stream().mapToLong(Integer::longValue).toArray();
    return OnnxTensor.createTensor(environment, buffer, shape, TYPES.get(tensor.elementType()));
  }

  private static Tensor fromOnnx(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    ElementType elementType =
        TYPES.entrySet().stream()
            .filter(entry -> entry.getValue() == info.type)
            .findFirst()
            .orElseThrow()
            .getKey();
    int[] dims = Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
    byte[] bytes = new byte[tensor.getByteBuffer().remaining()];
    tensor.getByteBuffer().get(bytes);
    return Tensor.fromBytes(new TensorType(elementType, Shape.of(dims)), bytes);
  }
}
