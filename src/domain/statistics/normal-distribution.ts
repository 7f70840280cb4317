// The normal distribution, its quantiles, and the logarithm of the gamma function, each to more digits than an interval shows.

/** Stirling's series after a shift to 8 and above; the error is under 1e-10. */
export function lnGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 8; z += 1) shift -= Math.log(z);
  return (
    shift +
    (z - 0.5) * Math.log(z) -
    z +
    0.5 * Math.log(2 * Math.PI) +
    1 / (12 * z) -
    1 / (360 * z ** 3) +
    1 / (1260 * z ** 5)
  );
}

/** Abramowitz and Stegun 26.2.17: the error is under 7.5e-8. */
export function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z >= 0 ? 1 - tail : tail;
}

export function normalQuantile(share: number): number {
  let [low, high] = [-9, 9];
  for (let halvings = 0; halvings < 60; halvings += 1) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
