/** Hugging Face model cards: https://huggingface.co/docs/hub/model-cards. */
@NullMarked
package dev.pedigree.interop.huggingface;

import org.jspecify.annotations.NullMarked;
