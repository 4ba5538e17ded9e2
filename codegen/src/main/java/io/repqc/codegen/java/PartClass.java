package io.repqc.codegen.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.repqc.codegen.Buffer;
import io.repqc.codegen.Call;
import io.repqc.codegen.Constant;
import io.repqc.codegen.Planes;
import io.repqc.codegen.Pointer;
import io.repqc.codegen.Port;
import io.repqc.codegen.Settings;
import io.repqc.ir.IrException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/** Prints some calls of a program as a class: their numbers as fields, and a method to run them. */
final class PartClass {
  private static final String WEIGHTS = "weights";

  private final String name;
  private final Function<String, ClassName> kernels;
  private final Literals literals;
  private final Memory memory;
  private final Function<Port, String> ports;
  private final CodeBlock.Builder constructor = CodeBlock.builder();
  private final CodeBlock.Builder run = CodeBlock.builder();
  private final List<FieldSpec> fields = new ArrayList<>();
  private final Map<Constant, String> constants = new IdentityHashMap<>();
  private final NameAllocator names = new NameAllocator();

  /** {@code ports} says what the array of a port is called. */
  PartClass(
      String name,
      Function<String, ClassName> kernels,
      Literals literals,
      Memory memory,
      Function<Port, String> ports) {
    this.name = name;
    this.kernels = kernels;
    this.literals = literals;
    this.memory = memory;
    this.ports = ports;
  }

  /** {@code parameters} are the arrays that all parts of a program work with. */
  TypeSpec of(List<Parts.Item> items, List<ParameterSpec> parameters) {
    names.newName(WEIGHTS);
    parameters.forEach(parameter -> names.newName(parameter.name()));
    for (Parts.Item item : items) {
      if (item.isFirst()) {
        run.add("// $L: $L\n", printable(item.step().name()), item.step().what());
      }
      add(item.call(), names.newName(JavaNames.of(item.step().name())));
    }
    return TypeSpec.classBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .addFields(fields)
        .addMethod(
            MethodSpec.constructorBuilder()
                .addParameter(kernels.apply("Weights"), WEIGHTS)
                .addCode(constructor.build())
                .build())
        .addMethod(
            MethodSpec.methodBuilder("run").addParameters(parameters).addCode(run.build()).build())
        .build();
  }

  /** The user's own words, as a comment takes them. */
  private static String printable(String words) {
    return words.replaceAll("[^\\x20-\\x7e]|\\\\", "?");
  }

  private void add(Call call, String layer) {
    Settings settings = call.settings();
    ClassName type = kernels.apply(JavaNames.capitalized(settings.type()));
    field(type, layer, literals.of(settings));
    CodeBlock arguments = CodeBlock.join(arguments(call, layer), ",$W");
    if (call.kernel().equals(settings.type())) {
      run.addStatement("$L.run($L)", layer, arguments);
    } else {
      ClassName kernel = kernels.apply(JavaNames.capitalized(call.kernel()));
      run.addStatement("$T.run($L,$W$L)", kernel, layer, arguments);
    }
  }

  private void field(TypeName type, String field, CodeBlock value) {
    fields.add(FieldSpec.builder(type, field, Modifier.PRIVATE, Modifier.FINAL).build());
    constructor.addStatement("$L = $L", field, value);
  }

  private List<CodeBlock> arguments(Call call, String layer) {
    List<CodeBlock> arguments = new ArrayList<>();
    List<Class<?>> types = KernelClass.parameters(call);
    int next = 0;
    for (Object argument : call.arguments()) {
      IrException.check(next < types.size(), "%s has more arguments than in Java", call.kernel());
      Class<?> type = types.get(next++);
      if (argument instanceof Settings settings) {
        String with = names.newName(layer + "With");
        field(kernels.apply(type.getSimpleName()), with, literals.of(settings));
        arguments.add(CodeBlock.of(with));
      } else if (argument instanceof Pointer pointer && pointer.place() instanceof Planes) {
        arguments.add(CodeBlock.of("planes"));
      } else {
        next++;
        arguments.add(
            argument == null ? CodeBlock.of("null, 0") : place((Pointer) argument, layer));
      }
    }
    IrException.check(next == types.size(), "%s has fewer arguments than in Java", call.kernel());
    return arguments;
  }

  /** An array, and the index of an element. */
  private CodeBlock place(Pointer pointer, String layer) {
    if (pointer.place() instanceof Buffer buffer) {
      return CodeBlock.of(
          "$L, $L", Memory.name(buffer.elements()), memory.index(buffer, pointer.offset()));
    }
    if (pointer.place() instanceof Port port) {
      long bytes = port.type().elementType().bits() / Byte.SIZE;
      return CodeBlock.of("$L, $L", ports.apply(port), pointer.offset() / bytes);
    }
    Constant constant = (Constant) pointer.place();
    String field = constants.computeIfAbsent(constant, each -> constant(each, layer));
    return CodeBlock.of("$L, $L", field, pointer.offset() / constant.elements().bytes());
  }

  private String constant(Constant constant, String layer) {
    String field = names.newName(layer + "Weights");
    CodeBlock value = literals.constant(new Pointer(constant, 0));
    field(TypeName.get(Literals.type(constant)), field, value);
    return field;
  }
}
