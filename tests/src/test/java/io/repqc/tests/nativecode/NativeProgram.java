package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.repqc.codegen.Port;
import io.repqc.codegen.Program;
import io.repqc.ir.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Generated models and the harness, compiled into one program. */
final class NativeProgram {
  private final GeneratedModels models;
  private final CCompiler compiler;
  private final Path file;

  private NativeProgram(GeneratedModels models, CCompiler compiler, Path file) {
    this.models = models;
    this.compiler = compiler;
    this.file = file;
  }

  static NativeProgram build(GeneratedModels models, CCompiler compiler, List<String> flags) {
    return build(models, compiler, flags, GeneratedModels.SUBJECTS);
  }

  /** With the subjects from another file, which may be compiled already. */
  static NativeProgram build(
      GeneratedModels models, CCompiler compiler, List<String> flags, String subjects) {
    Path file = models.folder().resolve("program");
    List<String> words = new ArrayList<>(flags);
    words.addAll(List.of(GeneratedModels.HARNESS, subjects));
    words.addAll(models.sources());
    words.addAll(List.of("-o", file.toString(), "-lpthread", "-lm"));
    compiler.compile(models.folder(), words);
    return new NativeProgram(models, compiler, file);
  }

  /** Fails at the first output that is not what the interpreter computes, to the bit. */
  void check() {
    ByteBuffer outputs = ByteBuffer.wrap(compiler.launch(file, requests()));
    for (int model = 0; model < models.samples().size(); model++) {
      Sample sample = models.samples().get(model);
      for (int input = 0; input < sample.inputs().size(); input++) {
        List<Tensor> found = read(models.programs().get(model), outputs);
        sample.check(input, found);
      }
    }
    assertFalse(outputs.hasRemaining());
  }

  private byte[] requests() {
    ByteArrayOutputStream requests = new ByteArrayOutputStream();
    for (int model = 0; model < models.samples().size(); model++) {
      byte[] index = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(model).array();
      for (Map<String, Tensor> input : models.samples().get(model).inputs()) {
        requests.writeBytes(index);
        for (Port port : models.programs().get(model).inputs()) {
          requests.writeBytes(new PortBytes(port).of(input.get(port.value().name())));
        }
      }
    }
    return requests.toByteArray();
  }

  private static List<Tensor> read(Program program, ByteBuffer outputs) {
    List<Tensor> read = new ArrayList<>();
    for (Port port : program.outputs()) {
      PortBytes places = new PortBytes(port);
      byte[] bytes = new byte[places.count()];
      outputs.get(bytes);
      read.add(places.tensor(bytes));
    }
    return read;
  }
}
