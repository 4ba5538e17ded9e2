package io.repqc.compiler.timing;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.ModelException;
import io.repqc.ir.Value;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network in ONNX Runtime, on one thread and with all its optimizations. Its classes are found by
 * name, so that nothing here needs them.
 */
final class OnnxRuntime implements AutoCloseable {
  private static final String HOME = "ai.onnxruntime.";

  private final ClassLoader loader;
  private final Object session;
  private final Map<String, Object> inputs = new HashMap<>();
  private final String version;

  private OnnxRuntime(ClassLoader loader, Path network, Graph graph)
      throws ReflectiveOperationException {
    this.loader = loader;
    Object environment = type("OrtEnvironment").getMethod("getEnvironment").invoke(null);
    this.version = (String) type("OrtEnvironment").getMethod("getVersion").invoke(environment);
    Class<?> optionsType = type("OrtSession$SessionOptions");
    Object options = optionsType.getConstructor().newInstance();
    optionsType.getMethod("setIntraOpNumThreads", int.class).invoke(options, 1);
    optionsType.getMethod("setInterOpNumThreads", int.class).invoke(options, 1);
    this.session =
        type("OrtEnvironment")
            .getMethod("createSession", String.class, optionsType)
            .invoke(environment, network.toString(), options);
    for (Value input : graph.inputs()) {
      inputs.put(input.name(), tensor(environment, input));
    }
  }

  /** Opens it from this jar, or from the class path; empty if it is not there. */
  static Optional<OnnxRuntime> open(Optional<Path> jar, Path network, Graph graph) {
    ClassLoader loader = jar.map(OnnxRuntime::loader).orElse(OnnxRuntime.class.getClassLoader());
    try {
      return Optional.of(new OnnxRuntime(loader, network, graph));
    } catch (ClassNotFoundException e) {
      ModelException.check(
          jar.isEmpty(), "--onnxruntime %s: this is no jar of ONNX Runtime", jar.orElse(null));
      return Optional.empty();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw failed(network, e);
    }
  }

  private static ClassLoader loader(Path jar) {
    ModelException.check(Files.isRegularFile(jar), "--onnxruntime %s: there is no such file", jar);
    try {
      return new URLClassLoader(new URL[] {jar.toUri().toURL()});
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ModelException failed(Path network, Throwable failure) {
    Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
    return new ModelException("%s: ONNX Runtime says: %s".formatted(network, cause.getMessage()));
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(HOME + name, true, loader);
  }

  /** Zeros would do: what the numbers are takes no time. */
  private Object tensor(Object environment, Value input) throws ReflectiveOperationException {
    long[] dims = input.shape().dims().stream().mapToLong(Integer::longValue).toArray();
    int count = input.shape().count();
    Class<?> environmentType = type("OrtEnvironment");
    if (input.elementType() == ElementType.F32) {
      FloatBuffer numbers = FloatBuffer.allocate(count);
      for (int i = 0; i < count; i++) {
        numbers.put(i, (i % 17 - 8) / 8f);
      }
      return type("OnnxTensor")
          .getMethod("createTensor", environmentType, FloatBuffer.class, long[].class)
          .invoke(null, environment, numbers, dims);
    }
    int bytes = count * input.elementType().bits() / Byte.SIZE;
    ByteBuffer numbers = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    Class<?> elements = type("OnnxJavaType");
    Object element = elements.getMethod("valueOf", String.class).invoke(null, name(input));
    return type("OnnxTensor")
        .getMethod("createTensor", environmentType, ByteBuffer.class, long[].class, elements)
        .invoke(null, environment, numbers, dims, element);
  }

  private static String name(Value input) {
    switch (input.elementType()) {
      case U8:
        return "UINT8";
      case I8:
        return "INT8";
      case I32:
        return "INT32";
      case I64:
        return "INT64";
      default:
        throw new ModelException(
            "input \"%s\" is %s, which repqc bench gives to no other runtime"
                .formatted(input.name(), input.type()));
    }
  }

  String name() {
    return "ONNX Runtime " + version;
  }

  /** How long each run takes until so much time is over. */
  List<Double> nanoseconds(double budget) {
    List<Double> times = new ArrayList<>();
    try {
      var run = type("OrtSession").getMethod("run", Map.class);
      for (double sum = 0; sum < budget; sum += times.get(times.size() - 1)) {
        long start = System.nanoTime();
        Object result = run.invoke(session, inputs);
        times.add((double) (System.nanoTime() - start));
        ((AutoCloseable) result).close();
      }
    } catch (Exception e) {
      throw new ModelException("ONNX Runtime says: " + e.getCause());
    }
    return times;
  }

  @Override
  public void close() {
    try {
      for (Object tensor : inputs.values()) {
        ((AutoCloseable) tensor).close();
      }
      ((AutoCloseable) session).close();
    } catch (Exception e) {
      throw new ModelException("ONNX Runtime says: " + e.getMessage());
    }
  }
}
