/** What training needs of a library of tensors that knows derivatives. */
package io.repqc.tune.engine;
