/** The textual form of a model; docs/ir-format.md explains it. Nothing nests, so no rule recurses. */
grammar Ir;

file : statement* EOF ;

statement
  : NETWORK STRING                                                                 # network
  | kind=(INPUT | PARAMETER | CONSTANT) NAME ':' type WORD* ('=' initializer)?     # declaration
  | NAME (':' type)? '=' WORD '(' (argument (',' argument)*)? ')'                  # definition
  | OUTPUT NAME (AS STRING)?                                                       # output
  ;

type : WORD shape (QUANTIZED '(' (attribute (',' attribute)*)? ')')? ;

shape : '[' (NUMBER (',' NUMBER)*)? ']' ;

argument
  : NAME                          # operand
  | '[' (NAME (',' NAME)*)? ']'   # operands
  | attribute                     # named
  ;

attribute : word ('=' value)? ;

value
  : NUMBER
  | word
  | list='[' (NUMBER (',' NUMBER)*)? ']'
  ;

/** A keyword of another place is an ordinary word here. */
word : WORD | NETWORK | INPUT | PARAMETER | CONSTANT | OUTPUT | AS | QUANTIZED ;

initializer
  : element                              # scalar
  | '[' (element (',' element)*)? ']'    # list
  | DATA                                 # data
  | WORD '(' element (',' element)* ')'  # generator
  ;

element : NUMBER | TRUTH ;

NETWORK : 'network' ;
INPUT : 'input' ;
PARAMETER : 'parameter' ;
CONSTANT : 'constant' ;
OUTPUT : 'output' ;
AS : 'as' ;
QUANTIZED : 'quantized' ;
IS : '=' ;
COLON : ':' ;
NAME : '%' (BARE | TEXT) ;
STRING : TEXT ;
DATA : 'data(' [0-9a-f]+ ')' ;
NUMBER : '-'? ('inf' | DIGIT+ ('.' DIGIT+)? ([eE] [+-]? DIGIT+)?) | 'nan' ;
TRUTH : 'true' | 'false' ;
WORD : [A-Za-z_] [A-Za-z0-9_]* ;
SPACE : [ \t\r\n]+ -> skip ;
COMMENT : '#' ~[\r\n]* -> skip ;
UNKNOWN : . ;

fragment BARE : ([A-Za-z0-9_./-] | '::')+ ;
fragment TEXT : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;
fragment DIGIT : [0-9] ;
