/** What the commands print, as lines of text. */
package io.repqc.cli.report;
