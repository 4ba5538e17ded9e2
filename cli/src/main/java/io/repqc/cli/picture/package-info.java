/**
 * Pictures of networks: a {@link io.repqc.cli.picture.Diagram} goes in, a laid-out SVG document
 * comes out.
 */
package io.repqc.cli.picture;
