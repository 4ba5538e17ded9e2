package io.repqc.frontend.text;

import io.repqc.ir.text.Names;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Ends a statement at its first syntax error, with a sentence for the user. */
final class StatementErrors extends DefaultErrorStrategy {
  private final Problems problems;
  private Token next;
  private ParserRuleContext rule;
  private int state;

  StatementErrors(Problems problems) {
    this.problems = problems;
  }

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    throw problems.at(
        e.getOffendingToken(),
        "found %s, expected %s",
        found(e.getOffendingToken()),
        expected(parser));
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new InputMismatchException(parser);
  }

  @Override
  public void reset(Parser parser) {
    next = null;
  }

  /** Where the parser first meets a token, more may follow than where it fails. */
  @Override
  public void sync(Parser parser) {
    if (parser.getCurrentToken() != next) {
      next = parser.getCurrentToken();
      rule = parser.getContext();
      state = parser.getState();
    }
  }

  private static String found(Token token) {
    return token.getType() == Token.EOF ? "the end of the text" : Names.quote(token.getText());
  }

  private String expected(Parser parser) {
    IntervalSet types =
        parser.getCurrentToken() == next
            ? parser.getATN().getExpectedTokens(state, rule)
            : parser.getExpectedTokens();
    List<String> names = new ArrayList<>();
    for (int type : types.toArray()) {
      names.add(name(type, parser.getVocabulary()));
    }
    return String.join(" or ", names);
  }

  private static String name(int type, Vocabulary vocabulary) {
    return switch (type) {
      case Token.EOF -> "the end of the text";
      case IrParser.NAME -> "a name such as %x";
      case IrParser.STRING -> "a quoted text";
      case IrParser.DATA -> "data(digest)";
      case IrParser.NUMBER -> "a number";
      case IrParser.TRUTH -> "true or false";
      case IrParser.WORD -> "a word";
      default -> vocabulary.getLiteralName(type).replace('\'', '"');
    };
  }
}
