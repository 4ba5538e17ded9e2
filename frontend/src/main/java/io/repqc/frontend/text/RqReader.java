package io.repqc.frontend.text;

import io.repqc.ir.Graph;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.text.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.UnbufferedTokenStream;

/**
 * Reads models as {@link io.repqc.ir.text.IrPrinter} prints them and people write them. What is
 * wrong is reported all at once, each problem with its line and column; the text is read statement
 * by statement, so that its length costs no memory.
 */
public final class RqReader {
  private static final String SUFFIX = ".rq";

  private final Problems problems;
  private final TokenStream tokens;
  private final IrParser parser;
  private final ModelReader model;

  private RqReader(String text, String file, Map<String, Tensor> data, boolean needsNumbers) {
    IrLexer lexer = new IrLexer(CharStreams.fromString(text, file));
    lexer.removeErrorListeners();
    this.problems = new Problems(file);
    this.tokens = new UnbufferedTokenStream<>(lexer);
    this.parser = new IrParser(tokens);
    this.model = new ModelReader(networkName(file), problems, data, needsNumbers);
    parser.removeErrorListeners();
    parser.setErrorHandler(new StatementErrors(problems));
  }

  /** The model in a file and its side file. */
  public static Model read(Path path) {
    return readExample(path).model();
  }

  /** As {@link #read}, with the numbers that the text gives to inputs. */
  public static Example readExample(Path path) {
    String text = text(path);
    Path side = TensorFile.beside(path);
    Map<String, Tensor> data = text.contains("data(") ? TensorFile.read(side) : Map.of();
    return parseExample(text, path.toString(), data);
  }

  /**
   * The model in {@code text}; {@code file} is its name in messages, {@code data} its side file.
   */
  public static Model parse(String text, String file, Map<String, Tensor> data) {
    return parseExample(text, file, data).model();
  }

  /** As {@link #parse}, with the numbers that the text gives to inputs. */
  public static Example parseExample(String text, String file, Map<String, Tensor> data) {
    return new RqReader(text, file, data, true).readStatements();
  }

  /** The graph in {@code text}, whose parameters need no numbers. */
  public static Graph parseGraph(String text, String file, Map<String, Tensor> data) {
    return new RqReader(text, file, data, false).readStatements().model().graph();
  }

  private Example readStatements() {
    while (tokens.LA(1) != Token.EOF && !problems.areEnough()) {
      readStatement();
    }
    problems.throwIfAny();
    try {
      return model.finish();
    } catch (IrException e) {
      throw new ModelException(parser.getSourceName() + ": " + e.getMessage());
    }
  }

  private void readStatement() {
    Token first = tokens.LT(1);
    Token second = tokens.LT(2);
    IrParser.StatementContext statement = null;
    try {
      parser.getErrorHandler().reset(parser);
      statement = parser.statement();
      statement.accept(model);
    } catch (ModelException e) {
      problems.add(e);
      model.giveUp(first.getType() == IrParser.NAME ? first : second);
      if (statement == null) {
        skipToNextStatement(first);
      }
    }
  }

  /** What stands before an equals sign on the way will be missed. */
  private void skipToNextStatement(Token broken) {
    while (tokens.LA(1) != Token.EOF && (tokens.LT(1) == broken || !startsStatement())) {
      if (tokens.LA(1) == IrParser.IS && tokens.LT(1) != broken) {
        model.giveUp(tokens.LT(-1));
      }
      tokens.consume();
    }
  }

  private boolean startsStatement() {
    return tokens.LT(-1).getLine() < tokens.LT(1).getLine()
        && switch (tokens.LA(1)) {
          case IrParser.NETWORK,
              IrParser.INPUT,
              IrParser.PARAMETER,
              IrParser.CONSTANT,
              IrParser.OUTPUT ->
              true;
          case IrParser.NAME -> tokens.LA(2) == IrParser.COLON || tokens.LA(2) == IrParser.IS;
          default -> false;
        };
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new ModelException(
          "%s: cannot be read (%s); expected a text in UTF-8".formatted(path, e));
    }
  }

  /** What a network is called whose text does not say it. */
  private static String networkName(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }
}
