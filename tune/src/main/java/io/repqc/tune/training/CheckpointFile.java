package io.repqc.tune.training;

import io.repqc.compiler.tune.Epoch;
import io.repqc.ir.ElementType;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import io.repqc.ir.OutputFile;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * The file of a {@link Checkpoint}: the line {@code repqc checkpoint 1}, the record's components in
 * order as {@link DataOutputStream} writes them, and the CRC-32 of all that in 8 bytes. A list or
 * map begins with its length; a tensor is its element type, its rank, its dimensions and its bytes
 * (little-endian).
 */
final class CheckpointFile {
  private static final byte[] FIRST_LINE =
      "repqc checkpoint 1\n".getBytes(StandardCharsets.US_ASCII);

  private CheckpointFile() {}

  static void write(Path file, Checkpoint checkpoint) {
    OutputFile.write(
        file,
        output -> {
          CheckedOutputStream checked = new CheckedOutputStream(output, new CRC32());
          DataOutputStream data = new DataOutputStream(checked);
          data.write(FIRST_LINE);
          new Writer(data).write(checkpoint);
          data.writeLong(checked.getChecksum().getValue());
          data.flush();
        });
  }

  static Checkpoint read(Path file) {
    ModelException.check(
        Files.exists(file),
        "%s: there is no such checkpoint to go on from; leave out --resume to begin anew",
        file);
    try {
      byte[] bytes = Files.readAllBytes(file);
      check(file, bytes);
      DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes));
      data.skipNBytes(FIRST_LINE.length);
      return new Reader(data).read();
    } catch (IOException e) {
      throw FileProblem.of(file, "cannot be read", e);
    }
  }

  private static void check(Path file, byte[] bytes) {
    int length = Math.min(FIRST_LINE.length, bytes.length);
    ModelException.check(
        Arrays.equals(FIRST_LINE, 0, length, bytes, 0, length),
        "%s: it is no checkpoint of this version; leave out --resume to begin anew",
        file);
    int end = bytes.length - Long.BYTES;
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, Math.max(0, end));
    ModelException.check(
        end >= FIRST_LINE.length && ByteBuffer.wrap(bytes).getLong(end) == sum.getValue(),
        "%s: the checkpoint is cut or damaged; leave out --resume to begin anew",
        file);
  }

  private record Writer(DataOutputStream data) {
    void write(Checkpoint checkpoint) throws IOException {
      data.writeInt(checkpoint.task().size());
      for (Map.Entry<String, String> part : checkpoint.task().entrySet()) {
        data.writeUTF(part.getKey());
        data.writeUTF(part.getValue());
      }
      data.writeLong(checkpoint.steps());
      data.writeDouble(checkpoint.loss());
      data.writeInt(checkpoint.history().size());
      for (Epoch epoch : checkpoint.history()) {
        data.writeInt(epoch.number());
        data.writeDouble(epoch.loss());
        data.writeDouble(epoch.score());
        data.writeDouble(epoch.rate());
      }
      write(checkpoint.numbers());
      data.writeInt(checkpoint.bestEpoch());
      write(checkpoint.best());
      write(checkpoint.memory());
    }

    private void write(Map<String, Tensor> tensors) throws IOException {
      data.writeInt(tensors.size());
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        Tensor tensor = entry.getValue();
        data.writeUTF(entry.getKey());
        data.writeUTF(tensor.elementType().toString());
        data.writeInt(tensor.shape().rank());
        for (int dim : tensor.shape().dims()) {
          data.writeInt(dim);
        }
        data.write(tensor.toBytes());
      }
    }
  }

  private record Reader(DataInputStream data) {
    Checkpoint read() throws IOException {
      return new Checkpoint(
          readTask(),
          data.readLong(),
          data.readDouble(),
          readHistory(),
          readTensors(),
          data.readInt(),
          readTensors(),
          readTensors());
    }

    private Map<String, String> readTask() throws IOException {
      Map<String, String> task = new LinkedHashMap<>();
      for (int count = data.readInt(); count > 0; count--) {
        task.put(data.readUTF(), data.readUTF());
      }
      return task;
    }

    private List<Epoch> readHistory() throws IOException {
      List<Epoch> history = new ArrayList<>();
      for (int count = data.readInt(); count > 0; count--) {
        history.add(
            new Epoch(data.readInt(), data.readDouble(), data.readDouble(), data.readDouble()));
      }
      return history;
    }

    private Map<String, Tensor> readTensors() throws IOException {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (int count = data.readInt(); count > 0; count--) {
        tensors.put(data.readUTF(), readTensor());
      }
      return tensors;
    }

    private Tensor readTensor() throws IOException {
      ElementType elements = ElementType.parse(data.readUTF()).orElseThrow();
      int[] dims = new int[data.readInt()];
      for (int i = 0; i < dims.length; i++) {
        dims[i] = data.readInt();
      }
      TensorType type = new TensorType(elements, Shape.of(dims));
      int width = Math.max(Byte.SIZE, elements.bits()) / Byte.SIZE;
      return Tensor.fromBytes(type, data.readNBytes(type.shape().count() * width));
    }
  }
}
