/**
 * What a terminal needs beside text: colours, tables that fit, a bar for work that takes a while.
 */
package io.repqc.cli.terminal;
