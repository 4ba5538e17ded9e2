package io.repqc.compiler.conformance;

import java.util.List;

/** How one test folder fared; it passed if there is no problem. */
public record CaseResult(String name, List<String> problems) {
  public CaseResult {
    problems = List.copyOf(problems);
  }

  public boolean passed() {
    return problems.isEmpty();
  }
}
