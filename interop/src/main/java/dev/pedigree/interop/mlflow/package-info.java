/** MLflow's model registry: https://mlflow.org/docs/latest/rest-api.html. */
@NullMarked
package dev.pedigree.interop.mlflow;

import org.jspecify.annotations.NullMarked;
