// Chance that follows from a seed: the same seed gives the same throws on every machine.

/** A stream of throws (splitmix32). Streams of the same seed and different names are independent. */
export class dice {
  constructor(seed, name = '') {
    this.state = 0x811c9dc5;
    for (const c of `${seed}/${name}`) this.state = Math.imul(this.state ^ c.charCodeAt(0), 0x01000193) >>> 0;
  }

  /** From 0 to just below 1. */
  next() {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  between = (low, high) => low + Math.floor(this.next() * (high - low + 1));
  chance = (probability) => this.next() < probability;
  pick = (list) => list[this.between(0, list.length - 1)];

  /** A new list in another order. */
  shuffled(list) {
    const out = [...list];
    for (let i = out.length - 1; i > 0; --i) {
      const j = this.between(0, i);
      [out[i], out[j]] = [out[j], out[i]];
    }
    return out;
  }
}
