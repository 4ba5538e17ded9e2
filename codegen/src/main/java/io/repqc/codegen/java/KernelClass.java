package io.repqc.codegen.java;

import io.repqc.codegen.Call;
import io.repqc.ir.IrException;
import io.repqc.runtime.JavaSource;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the class of a kernel's settings takes: read off the class itself. */
final class KernelClass {
  private static final String RUN = "run";

  private final Class<?> type;

  private KernelClass(Class<?> type) {
    this.type = type;
  }

  /** The one for C's name of a structure. */
  static KernelClass of(String structure) {
    return find(structure)
        .orElseThrow(
            () ->
                new IrException("no kernel in Java is called " + JavaNames.capitalized(structure)));
  }

  private static Optional<KernelClass> find(String words) {
    try {
      String name = JavaSource.PACKAGE + "." + JavaNames.capitalized(words);
      return Optional.of(new KernelClass(Class.forName(name)));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  List<RecordComponent> components() {
    return List.of(type.getRecordComponents());
  }

  /**
   * The types of the arguments of a call, without the settings. A kernel for other instructions,
   * which is no class here, takes those of the one that it stands for.
   */
  static List<Class<?>> parameters(Call call) {
    return Stream.of(call.kernel(), call.settings().type())
        .map(KernelClass::find)
        .flatMap(Optional::stream)
        .flatMap(kernel -> Arrays.stream(kernel.type.getDeclaredMethods()))
        .filter(method -> method.getName().equals(RUN) && isPublic(method))
        .findFirst()
        .map(
            method ->
                List.of(method.getParameterTypes())
                    .subList(isStatic(method) ? 1 : 0, method.getParameterCount()))
        .orElseThrow(() -> new IrException(call.kernel() + " has no method run in Java"));
  }

  private static boolean isPublic(Method method) {
    return Modifier.isPublic(method.getModifiers());
  }

  private static boolean isStatic(Method method) {
    return Modifier.isStatic(method.getModifiers());
  }
}
