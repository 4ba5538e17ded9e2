package io.repqc.tests.random;

import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Value;
import io.repqc.ir.op.Requantize;
import java.util.List;

/** Networks put together of integer ops, for what the compiler's passes seldom make. */
final class IntegerGrowth {
  private static final int MOST_STEPS = 4;
  private static final int MOST_TRIALS = 12;
  private static final int LAYERS = 8;

  /** What comes first is in turn each of these; what follows is any, a layer more often. */
  private static final List<Recipe> RECIPES =
      List.of(
          new Recipe(4, 4, ProductRecipes::convolution),
          new Recipe(3, 5, ProductRecipes::convolution),
          new Recipe(4, 4, ProductRecipes::convolution),
          new Recipe(3, 4, ProductRecipes::grouped),
          new Recipe(4, 4, ProductRecipes::depthwise),
          new Recipe(3, 5, ProductRecipes::depthwise),
          new Recipe(4, 4, ElementRecipes::residual),
          new Recipe(3, 5, ProductRecipes::transposedConvolution),
          new Recipe(2, 4, ProductRecipes::linear),
          new Recipe(2, 2, ProductRecipes::linear),
          new Recipe(2, 4, ProductRecipes::heldProduct),
          new Recipe(2, 4, ProductRecipes::product),
          new Recipe(2, 5, ElementRecipes::sum),
          new Recipe(2, 5, ElementRecipes::product),
          new Recipe(2, 5, ElementRecipes::extreme),
          new Recipe(2, 5, ElementRecipes::select),
          new Recipe(2, 5, ElementRecipes::lookup),
          new Recipe(2, 5, ElementRecipes::clamp),
          new Recipe(2, 5, ElementRecipes::requantized),
          new Recipe(2, 5, ElementRecipes::leaky),
          new Recipe(3, 5, WindowRecipes::largest),
          new Recipe(3, 5, WindowRecipes::average),
          new Recipe(3, 5, WindowRecipes::nearest),
          new Recipe(3, 5, WindowRecipes::smooth),
          new Recipe(2, 5, GroupRecipes::mean),
          new Recipe(2, 5, GroupRecipes::sum),
          new Recipe(2, 5, GroupRecipes::extreme),
          new Recipe(2, 4, GroupRecipes::softmax),
          new Recipe(2, 5, GroupRecipes::normalize),
          new Recipe(2, 5, MoveRecipes::transpose),
          new Recipe(2, 5, MoveRecipes::reshape),
          new Recipe(2, 5, MoveRecipes::slice),
          new Recipe(2, 5, MoveRecipes::pad),
          new Recipe(2, 4, MoveRecipes::gather),
          new Recipe(2, 5, MoveRecipes::expand),
          new Recipe(4, 4, MoveRecipes::depthToSpace),
          new Recipe(2, 5, MoveRecipes::concat));

  /** What may stand between a sum and its rounding. */
  private static final List<Recipe.Step> ON_SUMS =
      List.of(
          MoveRecipes::transpose,
          MoveRecipes::reshape,
          MoveRecipes::slice,
          ElementRecipes::clamp,
          ElementRecipes::shifted,
          GroupRecipes::extreme);

  private final Chance chance;
  private final IntegerSketch net;

  private IntegerGrowth(long seed) {
    this.chance = new Chance(seed);
    this.net = new IntegerSketch(chance);
  }

  /** The first network of this seed that fits 32 bits. */
  static Model of(long seed) {
    for (long trial = 0; trial < MOST_TRIALS; trial++) {
      try {
        return new IntegerGrowth(seed + (trial << 32)).grow((int) (seed % RECIPES.size()));
      } catch (IrException e) {
        // the next trial draws other numbers
      }
    }
    throw new IrException("seed %d gives no network".formatted(seed));
  }

  private Model grow(int first) {
    Recipe recipe = RECIPES.get(first);
    int rank =
        recipe.fits(4) && chance.coin()
            ? 4
            : chance.between(recipe.lowestRank(), recipe.highestRank());
    Value x = net.input(Draws.shape(chance, rank), Draws.levels(chance));
    grow(recipe, x);
    int steps = chance.between(0, MOST_STEPS);
    for (int i = 0; i < steps; i++) {
      step();
    }
    return net.model();
  }

  /** Any op that fits what was made last, or now and then something earlier. */
  private void step() {
    List<Value> levels = net.levels();
    Value x = chance.oneIn(4) ? chance.one(levels) : levels.get(levels.size() - 1);
    int rank = x.shape().rank();
    List<Recipe> fitting = RECIPES.stream().filter(recipe -> recipe.fits(rank)).toList();
    List<Recipe> layers = fitting.subList(0, Math.min(LAYERS, fitting.size()));
    for (int trial = 0; trial < MOST_TRIALS && !fitting.isEmpty(); trial++) {
      try {
        grow(chance.one(chance.oneIn(3) ? layers : fitting), x);
        return;
      } catch (IrException e) {
        // another op may fit
      }
    }
  }

  private void grow(Recipe recipe, Value x) {
    Value value = recipe.step().on(net, x);
    if (!IntegerSketch.isLevels(value)) {
      round(value);
    }
  }

  /** What becomes of a sum: levels by one way or another, and an output of its own. */
  private void round(Value sum) {
    int kind = chance.between(0, 19);
    if (kind == 0) {
      net.expose(sum);
      return;
    }
    Value moved = sum;
    if (kind <= 3 && IntegerSketch.isUniform(sum) && sum.shape().rank() >= 2) {
      moved = moved(sum);
    }
    if (kind == 4 || kind == 5) {
      ElementRecipes.leaky(net, moved);
      return;
    }
    Value levels = net.add(new Requantize(moved, Draws.around(net, moved), net.convention()));
    if (kind == 6 || kind == 7) {
      ElementRecipes.lookup(net, levels);
    }
    if (kind == 8) {
      net.add(new Requantize(moved, Draws.around(net, moved), net.convention()));
    }
    if (kind == 9 || kind == 1) {
      net.expose(moved);
    }
  }

  private Value moved(Value sum) {
    try {
      return chance.one(ON_SUMS).on(net, sum);
    } catch (IrException e) {
      return sum;
    }
  }
}
