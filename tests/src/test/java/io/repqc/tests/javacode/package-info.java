/** Generated Java is compiled and run, and gives what the interpreter gives. */
package io.repqc.tests.javacode;
