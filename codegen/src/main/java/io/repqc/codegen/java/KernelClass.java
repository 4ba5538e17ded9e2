package io.repqc.codegen.java;

import io.repqc.ir.IrException;
import io.repqc.runtime.JavaSource;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** What the class of a kernel's settings takes: read off the class itself. */
final class KernelClass {
  private static final String RUN = "run";

  private final Class<?> type;

  private KernelClass(Class<?> type) {
    this.type = type;
  }

  /** The one for C's name of a structure. */
  static KernelClass of(String structure) {
    String name = JavaNames.capitalized(structure);
    try {
      return new KernelClass(Class.forName(JavaSource.PACKAGE + "." + name));
    } catch (ClassNotFoundException e) {
      throw new IrException("no kernel in Java is called " + name);
    }
  }

  List<RecordComponent> components() {
    return List.of(type.getRecordComponents());
  }

  /** The types of the arguments of its method. */
  List<Class<?>> parameters() {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(RUN))
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .findFirst()
        .map(Method::getParameterTypes)
        .map(List::of)
        .orElseThrow(() -> new IrException(type.getSimpleName() + " has no method run"));
  }
}
