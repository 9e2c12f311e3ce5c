/** What the harmonic numbers have more than the logarithm. */
export const eulerGamma = 0.57721566490153286060651209008240243;
