package io.repqc.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import java.lang.invoke.MethodHandles;
import javax.lang.model.element.Modifier;

/** Prints how the class that callers see gets its engine: by its constructor if there is one. */
final class EngineChoice {
  private final ClassName plain;
  private final ClassName engines;
  private final boolean isFree;

  /** {@code engines} is the kernel that chooses, {@code isFree} whether there are several. */
  EngineChoice(ClassName plain, ClassName engines, boolean isFree) {
    this.plain = plain;
    this.engines = engines;
    this.isFree = isFree;
  }

  /** What is said of it to those who call the class. */
  String introduction() {
    return isFree
        ? "\n<p>It computes with the best of its engines that works here: {@code native} code,"
            + " {@code vector} instructions\n(with {@code --add-modules jdk.incubator.vector}) or"
            + " {@code plain} Java. All give the same bits. The system\nproperty {@code"
            + " repqc.engine} names the one to take; the class cannot be used if that does not work"
            + " here.\n"
        : "";
  }

  void add(ClassName contract, TypeSpec.Builder type) {
    if (isFree) {
      type.addField(
          FieldSpec.builder(
                  ParameterizedTypeName.get(engines, contract),
                  "ENGINES",
                  Modifier.PRIVATE,
                  Modifier.STATIC,
                  Modifier.FINAL)
              .initializer(
                  "$T.of($T.lookup(),$W$T.class,$W$T::new)",
                  engines,
                  MethodHandles.class,
                  contract,
                  plain)
              .build());
    }
    type.addField(
        FieldSpec.builder(contract, "engine", Modifier.PRIVATE, Modifier.FINAL)
            .initializer(isFree ? CodeBlock.of("ENGINES.make()") : CodeBlock.of("new $T()", plain))
            .build());
    type.addMethod(
        MethodSpec.methodBuilder("engine")
            .addJavadoc("What computes: {@code native}, {@code vector} or {@code plain}.\n")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .returns(String.class)
            .addStatement("return $L", isFree ? "ENGINES.name()" : "\"plain\"")
            .build());
  }
}
