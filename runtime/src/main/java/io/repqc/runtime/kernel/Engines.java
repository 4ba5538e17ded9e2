package io.repqc.runtime.kernel;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;

/**
 * What makes the engines of a network: those of the kind that the system property {@code
 * repqc.engine} names, or else of the best kind that works here.
 */
public final class Engines<E> {
  private static final String PROPERTY = "repqc.engine";
  private static final String PLAIN = "plain";
  private static final String VECTOR = "vector";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** The best first; the class of an engine is called as the network with this word behind. */
  private static final List<String> OTHERS = List.of("native", VECTOR);

  private final MethodHandles.Lookup network;
  private final Class<E> contract;
  private final Supplier<E> plain;
  private final Map<String, String> problems = new HashMap<>();
  private final String name;
  private final Supplier<E> maker;

  private Engines(MethodHandles.Lookup network, Class<E> contract, Supplier<E> plain) {
    this.network = network;
    this.contract = contract;
    this.plain = plain;
    String wanted = System.getProperty(PROPERTY);
    for (String candidate : wanted == null ? all() : List.of(wanted)) {
      Optional<Supplier<E>> found = find(candidate);
      if (found.isPresent()) {
        this.name = candidate;
        this.maker = found.get();
        return;
      }
      if (wanted == null && problems.containsKey(candidate)) {
        log(candidate);
      }
    }
    throw new ServiceConfigurationError(complaint(wanted));
  }

  /** {@code network} is what the class of the network sees, {@code contract} what engines are. */
  public static <E> Engines<E> of(
      MethodHandles.Lookup network, Class<E> contract, Supplier<E> plain) {
    return new Engines<>(network, contract, plain);
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>(OTHERS);
    all.add(PLAIN);
    return all;
  }

  private Optional<Supplier<E>> find(String candidate) {
    if (candidate.equals(PLAIN)) {
      return Optional.of(plain);
    }
    return OTHERS.contains(candidate) && !isOff(candidate) ? load(candidate) : Optional.empty();
  }

  /** Whether the user did not turn it on. */
  private static boolean isOff(String candidate) {
    return candidate.equals(VECTOR) && ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty();
  }

  /** Empty if the class was not packed, or does not work here, which is a problem. */
  private Optional<Supplier<E>> load(String candidate) {
    try {
      Class<?> type = network.findClass(network.lookupClass().getName() + capitalized(candidate));
      network.ensureInitialized(type);
      MethodHandle constructor =
          network
              .findConstructor(type, MethodType.methodType(void.class))
              .asType(MethodType.methodType(Object.class));
      return Optional.of(() -> make(constructor));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (IllegalAccessException | NoSuchMethodException | LinkageError e) {
      problems.put(candidate, reason(e));
      return Optional.empty();
    }
  }

  private static String capitalized(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String reason(Throwable problem) {
    boolean isWrapped = problem instanceof ExceptionInInitializerError;
    return (isWrapped && problem.getCause() != null ? problem.getCause() : problem).toString();
  }

  private E make(MethodHandle constructor) {
    try {
      return contract.cast((Object) constructor.invokeExact());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private void log(String candidate) {
    String own = network.lookupClass().getName();
    String problem = problems.get(candidate);
    System.getLogger(own)
        .log(Level.WARNING, own + " has no " + candidate + " engine here: " + problem);
  }

  private String complaint(String wanted) {
    String why = isOff(wanted) ? "no --add-modules " + VECTOR_MODULE : problems.get(wanted);
    return "%s is %s, but %s has no such engine here%s; it has %s"
        .formatted(
            PROPERTY,
            wanted,
            network.lookupClass().getName(),
            why == null ? "" : " (" + why + ")",
            String.join(", ", all().stream().filter(each -> find(each).isPresent()).toList()));
  }

  /** Which kind was chosen. */
  public String name() {
    return name;
  }

  /** A new engine, for one thread at a time. */
  public E make() {
    return maker.get();
  }
}
