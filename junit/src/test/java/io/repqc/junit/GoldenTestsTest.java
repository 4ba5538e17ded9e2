package io.repqc.junit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.Stages;
import io.repqc.compiler.golden.GoldenInputs;
import io.repqc.compiler.golden.GoldenRecording;
import io.repqc.compiler.golden.GoldenRequest;
import io.repqc.compiler.quantize.CalibrationData;
import io.repqc.compiler.quantize.LabelledData;
import io.repqc.compiler.quantize.QuantizationRequest;
import io.repqc.compiler.quantize.QuantizationSettings;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

final class GoldenTestsTest {
  private static final String NETWORK =
      """
      input %%x : f32[1,2] batched
      parameter %%weight : f32[2,2] = [1.0, %s, 0.5, -1.0]
      parameter %%bias : f32[2] = [0.0, 0.25]
      %%y = linear(%%x, %%weight, %%bias)
      output %%y
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeNetwork() throws IOException {
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("net.rq"), NETWORK.formatted("2.0"));
  }

  private void record(String golden) {
    GoldenRecording.run(
        new GoldenRequest(
            new QuantizationRequest(
                folder.resolve("net.rq"),
                ImportOptions.DEFAULT,
                new CalibrationData(List.of(), Optional.empty(), OptionalInt.empty(), true),
                LabelledData.NONE,
                QuantizationSettings.DEFAULT,
                QuantizationRequest.Interface.FLOAT,
                Optional.empty(),
                false),
            GoldenInputs.USUAL,
            folder.resolve(golden)),
        Stages.NONE);
  }

  @Test
  void thereIsATestForEachFile() {
    record("net.golden");
    record("deep/net.golden");

    List<DynamicTest> tests = GoldenTests.in(folder).toList();

    assertEquals(
        List.of("deep/net.golden", "net.golden"),
        tests.stream().map(DynamicTest::getDisplayName).toList());
    tests.forEach(test -> assertDoesNotThrow(test.getExecutable()));
    assertEquals(
        folder.resolve("deep/net.golden").toUri(), tests.get(0).getTestSourceUri().orElseThrow());
  }

  @Test
  void aFailureSaysWhatIsNotAsRecorded() throws IOException {
    record("net.golden");
    Files.writeString(folder.resolve("net.rq"), NETWORK.formatted("-2.0"));
    DynamicTest test = GoldenTests.in(folder).findFirst().orElseThrow();

    AssertionFailedError failure =
        assertThrows(AssertionFailedError.class, test.getExecutable()::execute);

    assertTrue(
        failure.getMessage().contains("the first layer that differs is \"y\": "),
        failure::getMessage);
    assertTrue(
        failure.getMessage().contains("the weights are not what they were of \"y\""),
        failure::getMessage);
  }

  @Test
  void aFolderWithoutTestsIsAnError() {
    assertTrue(
        assertThrows(ModelException.class, () -> GoldenTests.in(folder))
            .getMessage()
            .contains("found no file NAME.golden in this folder"));
    assertTrue(
        assertThrows(ModelException.class, () -> GoldenTests.in(folder.resolve("none")))
            .getMessage()
            .endsWith("there is no such folder"));
  }
}
