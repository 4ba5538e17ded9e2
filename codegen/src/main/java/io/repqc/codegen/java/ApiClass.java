package io.repqc.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.ir.Quantization;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Prints the class that callers see: what goes in, what comes out, and a method to run it. */
final class ApiClass {
  private final Program program;
  private final ClassName own;
  private final List<String> labels;
  private final EngineChoice choice;
  private final JavaNames names;

  ApiClass(Program program, ClassName own, List<String> labels, EngineChoice choice) {
    this.program = program;
    this.own = own;
    this.labels = labels;
    this.choice = choice;
    this.names = new JavaNames(program);
  }

  /** The interface of its engines. */
  ClassName contract() {
    return own.nestedClass("Engine");
  }

  TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(own)
            .addJavadoc(introduction())
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
    type.addField(convention());
    names.ports().forEach(port -> facts(port, type));
    if (!labels.isEmpty()) {
      type.addField(labels());
    }
    choice.add(contract(), type);
    return type.addMethod(run()).addMethod(check()).addType(engineType()).build();
  }

  private FieldSpec convention() {
    String convention = program.convention().name().toLowerCase(Locale.ROOT);
    return constant(ClassName.get(String.class), "CONVENTION", CodeBlock.of("$S", convention))
        .addJavadoc("How sums become levels: onnx, fixed or tflite.\n")
        .build();
  }

  /** The array that callers give for a port. */
  static Class<?> type(Port port) {
    switch (port.type().elementType()) {
      case F32:
        return float[].class;
      case I32:
        return int[].class;
      default:
        return byte[].class;
    }
  }

  private CodeBlock introduction() {
    CodeBlock.Builder text = CodeBlock.builder();
    text.add("A network in 8-bit integers, made by RepQC.\n\n<pre>{@code\n");
    for (Port port : names.ports()) {
      String element = type(port).getComponentType().getSimpleName();
      text.add(
          "$1L[] $2L = new $1L[$3L.$4L_SIZE];\n",
          element,
          names.port(port),
          own.simpleName(),
          names.constant(port));
    }
    text.add("new $L().run($L);\n}</pre>\n\n", own.simpleName(), arguments());
    text.add(
        "<p>The weights are loaded once, for all instances. An instance holds the memory that a run\n"
            + "works in: it is for one thread at a time, and each thread takes one of its own.\n");
    text.add(choice.introduction());
    return text.build();
  }

  private String arguments() {
    return names.ports().stream().map(names::port).collect(Collectors.joining(", "));
  }

  private void facts(Port port, TypeSpec.Builder type) {
    String prefix = names.constant(port) + "_";
    List<Integer> dims = port.order().stream().map(port.type()::dim).toList();
    String kind = port.isOutput() ? "output" : "input";
    type.addField(
        constant(TypeName.INT, prefix + "SIZE", CodeBlock.of("$L", port.type().shape().count()))
            .addJavadoc("How many numbers the $L {@code $L} has.\n", kind, words(port.label()))
            .build());
    String list = dims.stream().map(Object::toString).collect(Collectors.joining(", "));
    type.addField(
        constant(
                listOf(Integer.class),
                prefix + "SHAPE",
                CodeBlock.of("$T.of($L)", List.class, list))
            .addJavadoc("Its dims, the outermost first.\n")
            .build());
    type.addField(
        constant(ClassName.get(String.class), prefix + "LAYOUT", CodeBlock.of("$S", port.layout()))
            .addJavadoc("What they are.\n")
            .build());
    if (port.type().quantization().isPresent()) {
      quantization(port.type().quantization(), prefix, type);
    }
  }

  private static void quantization(
      Quantization quantization, String prefix, TypeSpec.Builder type) {
    if (quantization.isUniform()) {
      type.addField(
          constant(TypeName.DOUBLE, prefix + "SCALE", CodeBlock.of("$L", quantization.scale(0)))
              .addJavadoc("Numbers stand for {@code (number - zero point) * scale}.\n")
              .build());
      type.addField(
          constant(
                  TypeName.INT,
                  prefix + "ZERO_POINT",
                  CodeBlock.of("$L", quantization.zeroPoint(0)))
              .addJavadoc("The number that stands for zero.\n")
              .build());
      return;
    }
    type.addField(
        constant(listOf(Double.class), prefix + "SCALES", list(quantization.scales()))
            .addJavadoc("Numbers stand for {@code (number - zero point) * scale}, by channel.\n")
            .build());
    type.addField(
        constant(listOf(Integer.class), prefix + "ZERO_POINTS", list(quantization.zeroPoints()))
            .addJavadoc("The numbers that stand for zero; one holds for all channels.\n")
            .build());
  }

  private static CodeBlock list(List<?> numbers) {
    return CodeBlock.of(
        "$T.of($L)",
        List.class,
        numbers.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static TypeName listOf(Class<?> element) {
    return ParameterizedTypeName.get(List.class, element);
  }

  private static FieldSpec.Builder constant(TypeName type, String name, CodeBlock value) {
    return FieldSpec.builder(type, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .initializer(value);
  }

  /** As one text, since a method that lists many would be too long for the JVM to compile. */
  private FieldSpec labels() {
    return constant(
            listOf(String.class),
            "LABELS",
            CodeBlock.of("$T.of(($S).split($S))", List.class, String.join("\n", labels), "\n"))
        .addJavadoc("What the classes are called.\n")
        .build();
  }

  /** The user's own words inside a comment, which they must not end. */
  private static String words(String label) {
    return label.replaceAll("[^\\x20-\\x7e]|[\\\\{}@$]", "?").replace("*/", "* /");
  }

  private MethodSpec run() {
    MethodSpec.Builder run =
        MethodSpec.methodBuilder("run")
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                "Reads the inputs and writes the outputs, which have to be as long as said.\n");
    for (Port port : names.ports()) {
      run.addParameter(type(port), names.port(port));
    }
    for (Port port : names.ports()) {
      run.addStatement("check($1S, $1L.length, $2L_SIZE)", names.port(port), names.constant(port));
    }
    return run.addStatement("engine.run($L)", arguments()).build();
  }

  private static MethodSpec check() {
    return MethodSpec.methodBuilder("check")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(String.class, "name")
        .addParameter(int.class, "found")
        .addParameter(int.class, "expected")
        .beginControlFlow("if (found != expected)")
        .addStatement(
            "throw new $T(name + $S + found + $S + expected)",
            IllegalArgumentException.class,
            " has ",
            " numbers, expected ")
        .endControlFlow()
        .build();
  }

  private TypeSpec engineType() {
    MethodSpec.Builder run =
        MethodSpec.methodBuilder("run").addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT);
    names.ports().forEach(port -> run.addParameter(type(port), names.port(port)));
    return TypeSpec.interfaceBuilder(contract())
        .addJavadoc("A way to compute the network; all give the same bits.\n")
        .addMethod(run.build())
        .build();
  }
}
