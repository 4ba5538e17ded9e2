package io.repqc.ir;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A pattern for names: {@code *} stands for any letters and {@code ?} for any one letter. */
public record Glob(String text) {

  public boolean matches(String name) {
    String pattern =
        text.chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(name).matches();
  }
}
