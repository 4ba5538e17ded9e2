package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tensor data in files beside the model; nothing outside the model's folder is ever opened. */
record ExternalData(Path folder) {

  /** The {@code expected} bytes to which the entries point, read now. */
  ByteBuffer read(List<StringStringEntryProto> entries, long expected) {
    String location = entry(entries, "location").orElse("");
    ModelException.check(!location.isEmpty(), "external data without a location (file name)");
    Path file = resolve(location);
    long offset = number(entries, "offset").orElse(0);
    long length = number(entries, "length").orElse(expected);
    ModelException.check(
        length == expected,
        "external data in \"%s\": length %d, but the tensor takes %d bytes",
        location,
        length,
        expected);
    ModelException.check(
        expected <= Integer.MAX_VALUE - 16,
        "external data in \"%s\": %d bytes for one tensor; the limit is 2 GiB",
        location,
        expected);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ModelException.check(
          offset <= channel.size() - expected,
          "external data: %d bytes at offset %d of \"%s\", which has only %d",
          expected,
          offset,
          location,
          channel.size());
      return fill(channel, offset, (int) expected);
    } catch (IOException e) {
      throw new ModelException("external data in \"%s\" cannot be read: %s".formatted(location, e));
    }
  }

  /** The file to which the entries point, if it may be read. */
  Optional<Path> file(List<StringStringEntryProto> entries) {
    try {
      return entry(entries, "location").map(this::resolve);
    } catch (ModelException e) {
      return Optional.empty();
    }
  }

  private static ByteBuffer fill(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    channel.position(offset);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("the file ends early");
      }
    }
    return buffer.flip();
  }

  private Path resolve(String location) {
    try {
      Path file = folder.resolve(location).normalize();
      ModelException.check(
          file.startsWith(folder.normalize()) && !Path.of(location).isAbsolute(),
          "external data in \"%s\": only files within the model's folder are read",
          location);
      ModelException.check(
          Files.isRegularFile(file),
          "external data file \"%s\" is missing; it belongs beside the model",
          location);
      ModelException.check(
          file.toRealPath().startsWith(folder.toRealPath()),
          "external data in \"%s\": a link leads out of the model's folder, which is not followed",
          location);
      return file;
    } catch (InvalidPathException | IOException e) {
      throw new ModelException("external data: \"%s\" is no file name".formatted(location));
    }
  }

  private static OptionalLong number(List<StringStringEntryProto> entries, String key) {
    Optional<String> text = entry(entries, key);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(text.get().strip());
      ModelException.check(number >= 0, "external data: negative %s %d", key, number);
      return OptionalLong.of(number);
    } catch (NumberFormatException e) {
      throw new ModelException("external data: %s \"%s\" is no number".formatted(key, text.get()));
    }
  }

  private static Optional<String> entry(List<StringStringEntryProto> entries, String key) {
    return entries.stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst();
  }
}
