package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.PadMode;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a merge would change a number, or cost more, it stays away; where it must say so, why. */
final class MergeGuardsTest {
  private static final String BIASED_RING = "zeros border a value that would be its bias there";
  private static final String LIVE_RING =
      "zeros border a value whose own kernel still reaches its source there";
  private static final Filter ONE = Filter.of(1, 1);
  private static final Filter THREE = Filter.of(3, 3).same();
  private static final Filter EVEN = Filter.of(3, 2).border(2, 1);
  private static final Filter VALID = Filter.of(3, 3);

  private final Sketch sketch = new Sketch(5);
  private final Value x = sketch.input(2, 4, 7, 6);

  @Test
  void zerosAroundABiasedConvolution() {
    Value inner = sketch.convolution(x, 4, ONE.biased());

    Merged merged = check(sketch.convolution(inner, 4, THREE), "convolution", "convolution");

    merged.assertSays(BIASED_RING);
  }

  @Test
  void zerosAroundABatchNorm() {
    Value inner = sketch.norm(sketch.convolution(x, 4, ONE));

    Merged merged = check(sketch.convolution(inner, 4, THREE), "convolution", "convolution");

    merged.assertSays(BIASED_RING);
  }

  @Test
  void zerosAroundAnUnbiasedConvolutionAreItsRing() {
    check(sketch.convolution(sketch.convolution(x, 4, ONE), 4, THREE), "convolution");
  }

  @Test
  void aBorderOfAnotherBiasIsZeroAroundWhatIsLessByIt() {
    Value inner = sketch.convolution(x, 4, ONE.biased());
    Value ring = sketch.bordered(inner, sketch.trained(4), 1, 1);

    Merged merged = check(sketch.convolution(ring, 4, VALID), "convolution", "convolution");

    merged.assertSays(BIASED_RING);
  }

  @Test
  void aBorderOfEqualNumbersThatAreTrained() {
    Value inner = sketch.add(sketch.convolution(x, 4, ONE), row(sketch.trainedTo(0.25, 4)));

    Merged merged = Merged.of(sketch.output(quarterBorder(inner)).model());

    assertTrue(merged.dataOps().contains("pad_constant"), () -> merged.dataOps().toString());
    merged.assertSameMeaning();
    merged.assertSays(BIASED_RING);
  }

  @Test
  void aBorderOfEqualConstants() {
    Value inner = sketch.add(sketch.convolution(x, 4, ONE), row(sketch.constant(0.25, 4)));

    check(quarterBorder(inner), "convolution");
  }

  private Value quarterBorder(Value inner) {
    return sketch.convolution(sketch.pad(inner, PadMode.CONSTANT, 0.25, 1, 1), 4, VALID);
  }

  private Value row(Value numbers) {
    return sketch.byChannel(numbers, x);
  }

  @Test
  void aKernelThatReachesIntoTheRing() {
    Value wide = sketch.convolution(x, 32, THREE);

    Merged merged = check(sketch.convolution(wide, 4, THREE), "convolution", "convolution");

    merged.assertSays(LIVE_RING);
  }

  @Test
  void allBorderUpFrontIsNoRing() {
    Value wide = sketch.convolution(x, 32, VALID.border(2, 2).biased());

    check(sketch.convolution(wide, 4, VALID), "convolution");
  }

  @Test
  void zerosInThePlaceOfWhatWasCut() {
    Value cut = sketch.pad(x, PadMode.CONSTANT, 0, -1, -1);
    Value back = sketch.pad(cut, PadMode.CONSTANT, 0, 1, 1);

    Merged merged = Merged.of(sketch.output(sketch.convolution(back, 4, VALID)).model());

    merged.assertSameMeaning();
    merged.assertSays(LIVE_RING);
  }

  @Test
  void otherBordersThanConstants() {
    for (PadMode mode : List.of(PadMode.REFLECT, PadMode.EDGE)) {
      Sketch own = new Sketch(6);
      Value inner = own.convolution(own.input(2, 4, 7, 6), 4, ONE.biased());
      Value outer = own.convolution(own.pad(inner, mode, 0, 1, 1), 4, VALID);

      Merged merged = Merged.of(own.output(outer).model());

      assertEquals(3, merged.dataOps().size(), () -> merged.dataOps().toString());
      merged.assertSameMeaning();
      merged.assertSays("its border is no constant");
    }
  }

  @Test
  void branchesOfDifferentStrides() {
    Value fast = sketch.convolution(x, 4, THREE.stride(2));
    Value slow = sketch.convolution(x, 4, Filter.of(4, 4));

    Merged merged = check(sketch.add(fast, slow), "convolution", "convolution", "add");

    merged.assertSays("the branches have strides [2, 2] and [1, 1]");
  }

  @Test
  void anAverageThatDoesNotCountItsBorder() {
    Value average = sketch.average(x, THREE, false);

    Merged merged =
        check(
            sketch.add(average, sketch.convolution(x, 4, THREE)),
            "average_pool",
            "convolution",
            "add");

    merged.assertSays("an average that does not count its border is no convolution there");
  }

  @Test
  void anAverageThatReachesOverTheEnd() {
    Filter filter = Filter.of(2, 2).stride(2);
    Value average =
        sketch.of(new Pool(PoolFunction.AVERAGE, x, filter.size(), filter.window(), true, true));
    Value down = sketch.convolution(x, 4, THREE.stride(2));

    Merged merged = check(sketch.add(average, down), "average_pool", "convolution", "add");

    merged.assertSays("an average that does not count its border is no convolution there");
  }

  @Test
  void theLargestOfAWindow() {
    Value largest =
        sketch.of(new Pool(PoolFunction.MAX, x, THREE.size(), THREE.window(), false, false));

    check(sketch.add(largest, sketch.convolution(x, 4, THREE)), "max_pool", "convolution", "add");
  }

  @Test
  void aReluBetween() {
    Value inner = sketch.relu(sketch.convolution(x, 4, ONE));

    check(sketch.convolution(inner, 4, THREE), "convolution", "clamp", "convolution");
  }

  @Test
  void aBranchWithARelu() {
    Value bent = sketch.relu(sketch.norm(sketch.convolution(x, 4, THREE)));
    Value straight = sketch.add(sketch.convolution(x, 4, THREE), sketch.convolution(x, 4, ONE));

    Merged merged = check(sketch.add(bent, straight), "convolution", "clamp", "convolution", "add");

    merged.assertSays("its operands have no source in common");
  }

  @Test
  void squeezeAndExcite() {
    Value sum = sketch.add(sketch.convolution(x, 4, THREE), sketch.convolution(x, 4, ONE));
    Value means = sketch.of(new Reduce(ReduceFunction.MEAN, sum, List.of(2, 3), true));
    Value scale = sketch.relu(sketch.convolution(means, 4, ONE.biased()));

    Merged merged =
        check(
            sketch.norm(sketch.multiply(sum, scale)),
            "convolution",
            "reduce_mean",
            "convolution",
            "clamp",
            "mul",
            "convolution");

    merged.assertSays("mul of two values that depend on an input");
  }

  @Test
  void aProductOfTwoBranches() {
    Value product = sketch.multiply(sketch.convolution(x, 4, THREE), sketch.convolution(x, 4, ONE));

    Merged merged = check(product, "convolution", "convolution", "mul");

    merged.assertSays("mul of two values that depend on an input");
  }

  @Test
  void aQuotientByABranch() {
    Value quotient = sketch.divide(sketch.constant(1), sketch.convolution(x, 4, ONE.biased()));

    Merged merged = check(sketch.norm(quotient), "convolution", "div", "convolution");

    merged.assertSays("div is not linear");
  }

  @Test
  void branchesOfDifferentInputs() {
    Value other = sketch.input(2, 4, 7, 6);

    Merged merged =
        check(
            sketch.add(sketch.convolution(x, 4, THREE), sketch.convolution(other, 4, THREE)),
            "convolution",
            "convolution",
            "add");

    merged.assertSays("its operands have no source in common");
  }

  @Test
  void aConstantForEachPixel() {
    Value inner = sketch.add(sketch.convolution(x, 4, ONE), sketch.trained(7, 6));

    Merged merged = check(sketch.convolution(inner, 4, THREE), "convolution", "add", "convolution");

    merged.assertSays("its constant is not one number a channel");
  }

  @Test
  void aValueUsedElsewhereCountsInFull() {
    Value shared = sketch.norm(sketch.convolution(x, 4, THREE));
    sketch.output(sketch.relu(shared));

    check(sketch.convolution(shared, 4, ONE.biased()), "convolution", "clamp", "convolution");
  }

  @Test
  void aValueUsedElsewhereIsNoObstacleWhereMergingStillPays() {
    Value wide = sketch.norm(sketch.convolution(x, 64, ONE));
    sketch.output(sketch.relu(wide));

    check(sketch.convolution(wide, 4, ONE.biased()), "convolution", "clamp", "convolution");
  }

  @Test
  void aDepthwiseSeparablePair() {
    Value depthwise = sketch.norm(sketch.convolution(x, 4, THREE.groups(4)));

    Merged merged = check(sketch.convolution(depthwise, 4, ONE), "convolution", "convolution");

    merged.assertSays("kept: one op from");
  }

  @Test
  void aBottleneck() {
    Value narrow = sketch.convolution(x, 1, ONE);

    Merged merged = check(sketch.convolution(narrow, 16, ONE), "convolution", "convolution");

    merged.assertSays("kept: one op from");
  }

  @Test
  void aLowRankFactorisation() {
    Sketch own = new Sketch(8);
    Value narrow = own.linear(own.input(2, 16), 2);

    Merged merged = Merged.of(own.output(own.linear(narrow, 16)).model());

    assertEquals(List.of("linear", "linear"), merged.dataOps());
    merged.assertSameMeaning();
    merged.assertSays("kept: one op from %v0 on would cost 256 multiply-adds, as it is 64");
  }

  @Test
  void aChainOfWideLinearLayers() {
    Sketch own = new Sketch(8);
    Value input = own.input(2, 4);
    Value hidden = own.norm(own.linear(input, 9));
    Value sum = own.add(own.linear(hidden, 4), input);

    Merged merged = Merged.of(own.output(own.subtract(own.constant(1), sum)).model());

    assertEquals(List.of("linear"), merged.dataOps());
    merged.assertSameMeaning();
  }

  @Test
  void onlyTheDepthwisePartOfABlockBeforeAPointwiseOne() {
    Block.Place place = new Block.Place(4, 4, 1);
    Value block = PublishedBlock.MOBILEONE.on(sketch, x, place);

    Merged merged =
        check(sketch.norm(sketch.convolution(block, 4, ONE)), "convolution", "convolution");

    merged.assertSays("kept: one op from");
  }

  @Test
  void dilatedBranchesThatTogetherCostMore() {
    Value spread = sketch.convolution(x, 4, THREE.dilation(2).same());
    Value dense = sketch.convolution(x, 4, THREE);

    Merged merged = check(sketch.add(spread, dense), "convolution", "convolution", "add");

    merged.assertSays("kept: one op from");
  }

  @Test
  void groupsThatDoNotDivideEachOther() {
    Sketch own = new Sketch(9);
    Value input = own.input(2, 6, 5, 5);
    Value two = own.convolution(input, 24, ONE.groups(2));
    Value three = own.convolution(two, 6, THREE.groups(3));
    Value sum = own.add(three, own.convolution(input, 6, THREE.groups(2)));

    Merged merged = Merged.of(own.output(sum).model());

    merged.assertSameMeaning();
  }

  @Test
  void partsOfDifferentWindows() {
    Value both = sketch.concat(1, sketch.convolution(x, 2, THREE), sketch.convolution(x, 2, ONE));

    check(sketch.convolution(both, 1, ONE), "convolution");
  }

  @Test
  void aParameterUsedTwiceStaysOne() {
    Value weight = sketch.trained(4, 4, 3, 3);
    Value first = sketch.norm(sketch.convolution(x, weight, THREE));
    Value sum = sketch.add(first, sketch.convolution(x, weight, THREE));

    Merged merged = check(sketch.add(sum, x), "convolution");

    assertTrue(merged.trained().contains(weight.name()));
    assertEquals(Merged.trained(merged.before()), merged.trained());
  }

  @Test
  void aWeightComputedOnceForTwoStaysOne() {
    Value weight = sketch.multiply(sketch.trained(4, 4, 1, 1), sketch.trained(1));
    Value first = sketch.add(sketch.convolution(x, weight, ONE), row(sketch.trained(4)));
    Value second = sketch.convolution(sketch.relu(first), weight, ONE);

    Merged merged =
        check(sketch.add(second, row(sketch.trained(4))), "convolution", "clamp", "convolution");

    long products =
        merged.after().graph().values().stream().filter(v -> v.op() instanceof Binary).count();
    assertEquals(1, products);
  }

  @Test
  void aWeightThatTheDataGives() {
    Sketch own = new Sketch(10);
    Value weight = own.input(4, 4, 1, 1);
    Value inner = own.convolution(own.input(2, 4, 5, 5), weight, ONE);

    Merged merged = Merged.of(own.output(own.convolution(inner, 4, ONE)).model());

    assertEquals(List.of("convolution", "convolution"), merged.dataOps());
    merged.assertSameMeaning();
    merged.assertSays("its weights depend on an input");
  }

  @Test
  void deadBiasesOfEdgeBranchesKeepTheirPlace() {
    Value inner = sketch.convolution(x, 4, ONE.biased());
    Value ring = sketch.bordered(inner, sketch.biasOf(inner), 1, 1);
    Value stencil = sketch.constants(List.of(1.0, -1.0), 1, 1, 1, 2);
    Value kernel = sketch.multiply(sketch.trained(4, 1, 1, 1), stencil);
    Value edge = sketch.convolution(ring, kernel, Filter.of(1, 2).groups(4));

    Merged merged = check(sketch.add(edge, sketch.convolution(x, 4, EVEN)), "convolution");

    assertTrue(merged.trained().contains(sketch.biasOf(inner).name()));
  }

  private Merged check(Value output, String... dataOps) {
    Merged merged = Merged.of(sketch.output(output).model());
    assertEquals(
        List.of(dataOps).stream().sorted().toList(),
        merged.dataOps().stream().sorted().toList(),
        () -> merged.reasons().all().toString());
    merged.assertSameMeaning();
    return merged;
  }
}
