package io.repqc.maven;

import io.repqc.compiler.golden.GoldenCheck;
import io.repqc.compiler.golden.GoldenInputs;
import io.repqc.compiler.golden.GoldenRequest;
import io.repqc.compiler.golden.GoldenResult;
import io.repqc.ir.FileProblem;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Holds the networks of a module to their golden files: the build fails if one computes something
 * else than was recorded, or is made in another way.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends GoldenMojo {
  @Override
  void run() {
    List<Path> files = files();
    if (files.isEmpty()) {
      getLog().info("No golden files in " + folder());
      return;
    }
    Map<String, Network> networks =
        networks().stream().collect(Collectors.toMap(Network::name, Function.identity()));
    List<String> problems = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      Network network = networks.get(name.substring(0, name.length() - ENDING.length()));
      GoldenResult result = check(file, network);
      if (result.holds()) {
        result.lines().forEach(getLog()::info);
      } else {
        problems.add(result.text());
      }
    }
    if (!problems.isEmpty()) {
      throw new ModelException(problems);
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw FileProblem.of(folder(), "cannot be read", e);
    }
  }

  /** A file that is of no network of the module, which is null, speaks for itself. */
  private GoldenResult check(Path file, Network network) {
    return network == null
        ? GoldenCheck.run(file, stages())
        : GoldenCheck.run(new GoldenRequest(network.request(), GoldenInputs.USUAL, file), stages());
  }
}
