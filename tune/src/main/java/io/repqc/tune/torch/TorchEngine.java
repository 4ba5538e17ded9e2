package io.repqc.tune.torch;

import io.repqc.ir.Model;
import io.repqc.tune.engine.Engine;
import io.repqc.tune.engine.RoundingRule;
import io.repqc.tune.engine.Session;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.global.torch;

/** The engine on libtorch; its results are the same to the bit for the same number of threads. */
public final class TorchEngine implements Engine {
  private static boolean isLoaded;

  private TorchEngine() {}

  /** Loads libtorch if need be; {@code threads} holds for the whole process. */
  public static synchronized TorchEngine start(int threads) {
    if (!isLoaded) {
      Libraries.load();
      torch.set_num_interop_threads(1);
      torch.globalContext().setDeterministicAlgorithms(true, false);
      torch.globalContext().setDeterministicFillUninitializedMemory(false);
      isLoaded = true;
    }
    torch.set_num_threads(threads);
    return new TorchEngine();
  }

  @Override
  public Session open(Model model, Set<String> trained, Map<String, RoundingRule> rules) {
    return new TorchSession(model, trained, rules);
  }
}
