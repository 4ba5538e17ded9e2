package io.repqc.compiler.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.Progress;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.merge.Regions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CertificationTest {
  private static final String NETWORK =
      """
      input %x : f32[2,3,6,5]
      parameter %w : f32[4,3,3,3] trainable = random(1, -0.5, 0.5)
      parameter %v : f32[4,3,1,1] trainable = random(2, -0.5, 0.5)
      parameter %b : f32[4] trainable = random(3, -0.5, 0.5)
      parameter %hundred : f32[] = fill(100.0)
      %far = mul(%x, %hundred)
      %source = abs(%far)
      %one = convolution(%source, %w, %b, strides=[1,1], dilations=[1,1], before=[1,1], after=[1,1], groups=1)
      %other = convolution(%source, %v, %b, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)
      %sum = add(%one, %other)
      output %sum
      """;

  private final List<Regions> told = new ArrayList<>();
  private final Model model = RqReader.parse(NETWORK, "network.rq", Map.of());
  private final Model merged =
      new PassRunner(Pipelines.merge(Pipelines.Statistics.RUNNING, told::add))
          .run(model, new Reasons());

  @Test
  void aRightMergeDiffersByRoundingOnly() {
    Certificate certificate = certificate(merged);

    assertEquals("sum", certificate.region().value().name());
    assertTrue(certificate.difference() > 0, certificate::toString);
    assertTrue(certificate.difference() < 1e-6, certificate::toString);
  }

  @Test
  void aWrongMergeDiffersByWhatIsWrong() {
    Tensor weight = merged.parameters().get("w");
    Map<String, Tensor> parameters = new LinkedHashMap<>(merged.parameters());
    parameters.put("w", Tensor.generate(weight.type(), i -> 1.1 * weight.number(i)));

    Certificate certificate = certificate(new Model(merged.graph(), parameters));

    assertTrue(certificate.difference() > 0.01, certificate::toString);
    assertTrue(certificate.difference() < 0.2, certificate::toString);
  }

  @Test
  void theSameSeedGivesTheSameDifference() {
    assertEquals(certificate(merged), certificate(merged));
  }

  private Certificate certificate(Model after) {
    List<Certificate> certificates = Certification.of(told.get(0), after, Progress.NONE);
    assertEquals(1, certificates.size());
    return certificates.get(0);
  }
}
