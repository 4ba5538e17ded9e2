package io.repqc.tests.javacode;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Says how much memory a JVM uses, its heap and what it knows of classes, with a network that has
 * run in it, or without one.
 */
final class MemoryReport {
  private MemoryReport() {}

  /** Given nothing, or a class of a network and how long the arrays are that it takes. */
  public static void main(String... arguments) throws Exception {
    Object network = null;
    if (arguments.length > 0) {
      Class<?> type = Class.forName(arguments[0]);
      network = type.getConstructor().newInstance();
      run(type, network, Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray());
    }
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    Reference.reachabilityFence(network);
    System.out.print(heap + classes());
  }

  private static void run(Class<?> type, Object network, int... lengths) throws Exception {
    Method run =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals("run"))
            .findFirst()
            .orElseThrow();
    Object[] arrays = new Object[lengths.length];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = Array.newInstance(run.getParameterTypes()[i].getComponentType(), lengths[i]);
    }
    run.invoke(network, arrays);
  }

  private static long classes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
        .findFirst()
        .orElseThrow();
  }
}
