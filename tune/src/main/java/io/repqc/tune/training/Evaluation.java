package io.repqc.tune.training;

import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.tune.engine.Engine;
import java.util.Map;

/** A network inside an engine that runs over data sets, batch by batch, as it is deployed. */
public final class Evaluation implements AutoCloseable {

  /** {@code batch} items at a time; the rest in a smaller one. */
  public Evaluation(Engine engine, Model model, int batch) {
    throw new IrException("not built yet");
  }

  /** Puts other numbers in the place of parameters', by name. */
  public void update(Map<String, Tensor> numbers) {
    throw new IrException("not built yet");
  }

  /** The first output for all items. */
  public Tensor outputs(DataSet data) {
    throw new IrException("not built yet");
  }

  /** By the metric of the data. */
  public double score(DataSet data) {
    throw new IrException("not built yet");
  }

  @Override
  public void close() {}
}
