package io.repqc.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.repqc.codegen.Elements;
import io.repqc.codegen.PackedConstants;
import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Prints a program as a class that computes it. */
final class EngineClass {
  private static final int DIGEST_WORD = 4;

  private final Program program;
  private final ClassName own;
  private final ClassName contract;
  private final Function<String, ClassName> kernels;
  private final JavaNames names;
  private final Memory memory;
  private final PackedConstants packed;
  private final boolean embedsWeights;
  private final List<List<Parts.Item>> parts;

  /** {@code contract} is the interface that it implements. */
  EngineClass(
      Program program,
      ClassName own,
      ClassName contract,
      Function<String, ClassName> kernels,
      boolean embedsWeights) {
    this.program = program;
    this.embedsWeights = embedsWeights;
    this.own = own;
    this.contract = contract;
    this.kernels = kernels;
    this.names = new JavaNames(program);
    this.memory = new Memory(program);
    this.packed = new PackedConstants(program);
    this.parts = Parts.of(program);
  }

  /** The file of the weights, beside the class. */
  String weightsFile() {
    return own.simpleName() + ".weights";
  }

  TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(own)
            .addJavadoc("$L\n", "Computes the network for " + program.target() + ".")
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(contract);
    for (int i = 0; i < parts.size(); i++) {
      type.addField(
          FieldSpec.builder(
                  own.nestedClass("Part" + i),
                  "PART_" + i,
                  Modifier.PRIVATE,
                  Modifier.STATIC,
                  Modifier.FINAL)
              .build());
    }
    type.addStaticBlock(load());
    memory.lengths().forEach((elements, length) -> type.addField(array(elements, length)));
    if (memory.planes() > 0) {
      type.addField(planes());
    }
    names.ports().stream()
        .filter(EngineClass::isLevels)
        .forEach(port -> type.addField(staged(port)));
    type.addMethod(run());
    for (int i = 0; i < parts.size(); i++) {
      type.addType(part(i));
    }
    return type.build();
  }

  private CodeBlock load() {
    CodeBlock.Builder code = CodeBlock.builder();
    if (parts.isEmpty()) {
      return code.build();
    }
    code.addStatement("$T weights = $L", kernels.apply("Weights"), weights());
    for (int i = 0; i < parts.size(); i++) {
      code.addStatement("PART_$1L = new Part$1L(weights)", i);
    }
    return code.build();
  }

  private CodeBlock weights() {
    ClassName reader = kernels.apply("Weights");
    if (embedsWeights) {
      return CodeBlock.of("$T.of($L)", reader, EmbeddedBytes.literals(packed.bytes()));
    }
    int[] header = packed.header();
    long digest =
        Integer.toUnsignedLong(header[DIGEST_WORD])
            | (long) header[DIGEST_WORD + 1] << Integer.SIZE;
    return CodeBlock.of("$T.read($T.class, $S, $LL)", reader, own, weightsFile(), digest);
  }

  private static FieldSpec array(Elements elements, long length) {
    return FieldSpec.builder(
            Memory.type(elements), Memory.name(elements), Modifier.PRIVATE, Modifier.FINAL)
        .initializer("new $T[$L]", Memory.type(elements).getComponentType(), length)
        .build();
  }

  private FieldSpec planes() {
    return FieldSpec.builder(float[][].class, "planes", Modifier.PRIVATE, Modifier.FINAL)
        .initializer("new float[$L][$L]", memory.planes(), memory.planeLength())
        .build();
  }

  private FieldSpec staged(Port port) {
    return FieldSpec.builder(float[].class, staging(port), Modifier.PRIVATE, Modifier.FINAL)
        .initializer("new float[$L]", port.type().shape().count())
        .build();
  }

  /** Whether the caller's array holds bytes, and kernels take levels. */
  static boolean isLevels(Port port) {
    return port.type().elementType().bits() == Byte.SIZE;
  }

  /** What kernels know the array of a port as. */
  private String staging(Port port) {
    return isLevels(port) ? names.port(port) + "Levels" : names.port(port);
  }

  private MethodSpec run() {
    MethodSpec.Builder run =
        MethodSpec.methodBuilder("run").addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    names.ports().forEach(port -> run.addParameter(ApiClass.type(port), names.port(port)));
    names.ports().stream()
        .filter(port -> isLevels(port) && !port.isOutput())
        .forEach(port -> convert(run, "toLevels", names.port(port), staging(port)));
    String arguments =
        parameters().stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    for (int i = 0; i < parts.size(); i++) {
      run.addStatement("PART_$L.run($L)", i, arguments);
    }
    names.ports().stream()
        .filter(port -> isLevels(port) && port.isOutput())
        .forEach(port -> convert(run, "fromLevels", staging(port), names.port(port)));
    return run.build();
  }

  private void convert(MethodSpec.Builder run, String method, String from, String to) {
    run.addStatement("$T.$L($L, $L)", kernels.apply("Bytes"), method, from, to);
  }

  /** What a part works with. */
  private List<ParameterSpec> parameters() {
    List<ParameterSpec> parameters = new ArrayList<>();
    memory
        .lengths()
        .forEach(
            (elements, length) ->
                parameters.add(
                    ParameterSpec.builder(Memory.type(elements), Memory.name(elements)).build()));
    if (memory.planes() > 0) {
      parameters.add(ParameterSpec.builder(float[][].class, "planes").build());
    }
    for (Port port : names.ports()) {
      Class<?> type = isLevels(port) ? float[].class : ApiClass.type(port);
      parameters.add(ParameterSpec.builder(type, staging(port)).build());
    }
    return parameters;
  }

  private TypeSpec part(int index) {
    Literals literals = new Literals(kernels, packed);
    return new PartClass("Part" + index, kernels, literals, memory, this::staging)
        .of(parts.get(index), parameters());
  }

  Map<String, byte[]> resources() {
    return parts.isEmpty() || embedsWeights ? Map.of() : Map.of(weightsFile(), packed.bytes());
  }
}
