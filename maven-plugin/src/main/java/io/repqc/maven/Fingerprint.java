package io.repqc.maven;

import io.repqc.compiler.ModelFile;
import io.repqc.ir.FileProblem;
import io.repqc.ir.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecution;

/** All that decides into which files a network is compiled, in a few digits. */
final class Fingerprint {
  private final MessageDigest sha256 = Sha256.start();

  private Fingerprint() {}

  /**
   * Of the plugin, which a version that is not released does not tell from the one before, of the
   * options, and of what is in the files; those that are missing do not count.
   */
  static String of(MojoExecution execution, Job job) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(execution.getVersion());
    execution.getMojoDescriptor().getPluginDescriptor().getArtifacts().stream()
        .filter(each -> each.getGroupId().equals(execution.getGroupId()))
        .forEach(each -> fingerprint.addIfThere(each.getFile().toPath()));
    fingerprint.add(job.request().toString());
    fingerprint.addNetwork(job.network().network());
    job.network().calibration().files().stream()
        .map(DataArgument::file)
        .forEach(fingerprint::addIfThere);
    job.labels().ifPresent(fingerprint::addIfThere);
    return HexFormat.of().formatHex(fingerprint.sha256.digest());
  }

  private void addNetwork(Path file) {
    if (Files.isRegularFile(file)) {
      add(file);
      ModelFile.sides(file).forEach(this::addIfThere);
    }
  }

  private void addIfThere(Path file) {
    if (Files.exists(file)) {
      add(file);
    }
  }

  private void add(String text) {
    sha256.update(text.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
  }

  private void add(Path path) {
    try (Stream<Path> paths = Files.walk(path)) {
      List<Path> files = paths.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        add(file.toString());
        add(Long.toString(Files.size(file)));
        try (InputStream bytes = Files.newInputStream(file)) {
          bytes.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        }
      }
    } catch (IOException e) {
      throw FileProblem.of(path, "cannot be read", e);
    }
  }
}
