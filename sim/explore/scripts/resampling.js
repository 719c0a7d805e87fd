// The resamples of numpy's generator, number by number: `sim/core/random_streams.py` resampling, and how
// often each parameter draw counts in each of them (`sim/results/sample.py`).

const MASK = (1n << 64n) - 1n;
/** Philox 4×64 of ten rounds (Salmon et al. 2011) with numpy's key, as numbers from 0 to 1. */
class Uniforms {
  constructor(key) {
    this.key = key.map(BigInt);
    this.count = 0n;
    this.made = [];
  }
  next() {
    if (!this.made.length) this.made = this.block();
    return Number(this.made.shift() >> 11n) * 2 ** -53;
  }
  block() {
    this.count += 1n;
    let [a, b, c, d] = [this.count, 0n, 0n, 0n], [k, l] = this.key;
    for (let round = 0; round < 10; round++) {
      const first = 0xd2e7470ee14c6c93n * a, second = 0xca5a826395121157n * c;
      [a, b, c, d] = [(second >> 64n) ^ b ^ k, second & MASK, (first >> 64n) ^ d ^ l, first & MASK];
      [k, l] = [(k + 0x9e3779b97f4a7c15n) & MASK, (l + 0xbb67ae8584caa73bn) & MASK];
    }
    return [a, b, c, d];
  }
}

/** How many of `n` come out at chance `p`, at most a half: numpy's search from nothing upwards. */
const searched = (uniforms, n, p) => {
  const q = 1 - p, none = Math.exp(n * Math.log1p(-p)), bound = Math.min(n, n * p + 10 * Math.sqrt(n * p * q + 1));
  let found = 0, chance = none, draw = uniforms.next();
  while (draw > chance) {
    found += 1;
    if (found > bound) {
      [found, chance, draw] = [0, none, uniforms.next()];
    } else {
      draw -= chance;
      chance = ((n - found + 1) * p * chance) / (found * q);
    }
  }
  return found;
};
const binomial = (uniforms, n, p) => {
  if (n === 0 || p === 0) return 0;
  return p <= 0.5 ? searched(uniforms, n, p) : n - searched(uniforms, n, 1 - p);
};

const resampled = new Map();
/** How often each of `draws` counts in each resample, resample after resample. */
const weightsOf = (draws) => {
  if (resampled.has(draws)) return resampled.get(draws);
  const uniforms = new Uniforms(data.resampling.key), weights = new Float64Array(data.resampling.count * draws);
  for (let row = 0; row < weights.length; row += draws) {
    let left = draws, rest = 1;
    for (let at = 0; at < draws - 1 && left > 0; at++) {
      const count = binomial(uniforms, left, 1 / draws / rest);
      weights[row + at] = count;
      left -= count;
      rest -= 1 / draws;
    }
    if (left > 0) weights[row + draws - 1] = left;
  }
  resampled.set(draws, weights);
  return weights;
};
