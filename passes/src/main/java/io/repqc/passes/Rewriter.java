package io.repqc.passes;

import io.repqc.ir.Graph;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Names;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Value;
import io.repqc.ir.op.Op;
import java.util.List;
import java.util.Optional;

/** A pass that gives every rule a try at every value, operands first, until nothing changes. */
public final class Rewriter implements Pass {
  private final String name;
  private final List<Rule> rules;

  public Rewriter(String name, Rule... rules) {
    this.name = name;
    this.rules = List.of(rules);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Model run(Model model, Reasons reasons) {
    Graph graph = model.graph();
    Names names = Names.of(graph);
    Sweep sweep;
    do {
      sweep = new Sweep(reasons, names);
      graph = new Rewrite(graph).each(sweep::rewrite);
    } while (sweep.changed);
    return new Model(graph, model.parameters());
  }

  private final class Sweep {
    private final Reasons reasons;
    private final Names names;
    private boolean changed;

    Sweep(Reasons reasons, Names names) {
      this.reasons = reasons;
      this.names = names;
    }

    Value rewrite(Value original, Op op) {
      Value value = Rewrite.keep(original, op);
      for (Rule rule : rules) {
        Optional<Value> replacement = rule.apply(value, new RuleContext(rule));
        if (replacement.isPresent()) {
          checkType(rule, value, replacement.get());
          changed = true;
          return replacement.get();
        }
      }
      return value;
    }

    private void checkType(Rule rule, Value before, Value after) {
      IrException.check(
          after.type().equals(before.type()),
          "%s changed the type of %s to %s",
          rule.name(),
          before,
          after.type());
    }

    private final class RuleContext implements Rule.Context {
      private final Rule rule;

      RuleContext(Rule rule) {
        this.rule = rule;
      }

      @Override
      public Value named(String name, Op op) {
        return names.value(name, op);
      }

      @Override
      public Optional<Value> noMatch(Value value, String reason) {
        reasons.add(rule.name(), value, reason);
        return Optional.empty();
      }
    }
  }
}
