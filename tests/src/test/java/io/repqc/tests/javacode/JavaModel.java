package io.repqc.tests.javacode;

import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.tests.nativecode.PortBytes;
import io.repqc.tests.nativecode.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A compiled class that computes a sample. */
record JavaModel(Sample sample, Program program, Path classes) {

  /** Runs it twice on each input, in one instance, and compares with what the interpreter gave. */
  void check() {
    check("");
  }

  /** The same of the class of an engine, whose name ends so. */
  void check(String engine) {
    try (URLClassLoader loader = JavaModels.loader(classes)) {
      check(loader.loadClass(sample.name() + "." + JavaModels.CLASS + engine));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(sample.name() + ": " + e, e);
    }
  }

  /** The same with a class that is loaded. */
  void check(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Object instance = constructor.newInstance();
      Method run =
          Arrays.stream(type.getMethods())
              .filter(method -> method.getName().equals("run"))
              .findFirst()
              .orElseThrow();
      run.setAccessible(true);
      for (int i = 0; i < 2 * sample.inputs().size(); i++) {
        int input = i % sample.inputs().size();
        sample.check(input, run(instance, run, sample.inputs().get(input)));
      }
    } catch (InvocationTargetException e) {
      throw new AssertionError(sample.name() + ": " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(sample.name() + ": " + e, e);
    }
  }

  private List<Tensor> run(Object instance, Method run, Map<String, Tensor> inputs)
      throws ReflectiveOperationException {
    List<Object> arrays = new ArrayList<>();
    for (Port port : program.inputs()) {
      arrays.add(array(port, new PortBytes(port).of(inputs.get(port.label()))));
    }
    for (Port port : program.outputs()) {
      arrays.add(array(port, new byte[new PortBytes(port).count()]));
    }
    run.invoke(instance, arrays.toArray());
    List<Port> ports =
        Stream.concat(program.inputs().stream(), program.outputs().stream()).toList();
    List<Tensor> outputs = new ArrayList<>();
    for (int i = program.inputs().size(); i < ports.size(); i++) {
      outputs.add(new PortBytes(ports.get(i)).tensor(bytes(arrays.get(i))));
    }
    return outputs;
  }

  private static Object array(Port port, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (port.type().elementType() == ElementType.F32) {
      float[] floats = new float[bytes.length / Float.BYTES];
      buffer.asFloatBuffer().get(floats);
      return floats;
    }
    if (port.type().elementType() == ElementType.I32) {
      int[] ints = new int[bytes.length / Integer.BYTES];
      buffer.asIntBuffer().get(ints);
      return ints;
    }
    return bytes;
  }

  private static byte[] bytes(Object array) {
    if (array instanceof float[] floats) {
      ByteBuffer buffer = ByteBuffer.allocate(floats.length * Float.BYTES);
      buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats);
      return buffer.array();
    }
    if (array instanceof int[] ints) {
      ByteBuffer buffer = ByteBuffer.allocate(ints.length * Integer.BYTES);
      buffer.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(ints);
      return buffer.array();
    }
    return (byte[]) array;
  }
}
