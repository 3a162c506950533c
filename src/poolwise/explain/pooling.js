// Pooling of one plane in double precision, by the library's definitions: what is kept of a window,
// and what each of its elements gets of the result's gradient.
"use strict";

const sum = (x) => x.reduce((total, each) => total + each, 0);
const fill = (x, share) => x.map(() => share);

// Places of elements from the largest to the smallest, equal ones in their order, and the other way.
const falling = (x) => [...x.keys()].sort((i, j) => x[j] - x[i] || i - j);
const ranked = (x) => falling(x).reverse();

// The element that comes first among the best: [place, element].
function first(x, better) {
  let at = 0;
  x.forEach((each, i) => { if (better(each, x[at])) at = i; });
  return at;
}

function alone(x, at, share = 1) {
  const shares = fill(x, 0);
  shares[at] += share;
  return shares;
}

// Element number `rank` (0 is the smallest) between whole ranks: by the line through both.
function between(x, rank) {
  const order = ranked(x), low = Math.floor(rank), high = Math.min(low + 1, x.length - 1);
  const part = rank - low;
  const shares = fill(x, 0);
  shares[order[low]] += 1 - part;
  shares[order[high]] += part;
  return { value: x[order[low]] + part * (x[order[high]] - x[order[low]]), shares };
}

// (Σ |x|^p)^(1/p) / scale, with its gradient.
function norm(x, p, count) {
  const most = Math.max(...x.map(Math.abs));
  if (most === 0) return { value: 0, shares: fill(x, 0) };
  const powers = x.map((each) => (Math.abs(each) / most) ** p);
  const value = most * (sum(powers) / count) ** (1 / p);
  const shares = x.map((each) =>
    each === 0 ? 0 : Math.sign(each) * (Math.abs(each) / value) ** (p - 1) / count);
  return { value, shares };
}

// Weights e^(rate x) that add up to 1, and the logarithm of their mean.
function exponential(x, rate) {
  const top = Math.max(...x.map((each) => rate * each));
  const powers = x.map((each) => Math.exp(rate * each - top)), total = sum(powers);
  return { weights: powers.map((each) => each / total), log: top + Math.log(total / x.length) };
}

// Of each: its formula, its numbers [name, usual, least, largest, step], and keep(x, numbers, n),
// n being how many elements a mean is over where padding counts.
const OPERATORS = {
  max: { formula: "max x", numbers: [], keep: (x) => {
    const at = first(x, (a, b) => a > b);
    return { value: x[at], shares: alone(x, at) };
  } },
  avg: { formula: "Σ x / n", numbers: [], counts: true, keep: (x, _, n) =>
    ({ value: sum(x) / n, shares: fill(x, 1 / n) }) },
  min: { formula: "min x", numbers: [], keep: (x) => {
    const at = first(x, (a, b) => a < b);
    return { value: x[at], shares: alone(x, at) };
  } },
  sum: { formula: "Σ x", numbers: [], empty: 0, keep: (x) => ({ value: sum(x), shares: fill(x, 1) }) },
  lp: { formula: "(Σ |x|^p)^(1/p)", numbers: [["norm_type", 2, 1, 16, 0.5]],
    empty: 0, keep: (x, { norm_type }) => norm(x, norm_type, 1) },
  rms: { formula: "(Σ x² / n)^½", numbers: [], keep: (x) => norm(x, 2, x.length) },
  soft: { formula: "Σ x e^(βx) / Σ e^(βx)", numbers: [["beta", 1, -20, 40, 0.5]],
    keep: (x, { beta }) => {
      const { weights } = exponential(x, beta);
      const value = sum(x.map((each, i) => each * weights[i]));
      return { value, shares: x.map((each, i) => weights[i] * (1 + beta * (each - value))) };
    } },
  lse: { formula: "ln(Σ e^(rx) / n) / r", numbers: [["r", 1, 0.5, 40, 0.5]], keep: (x, { r }) => {
    const { weights, log } = exponential(x, r);
    return { value: log / r, shares: weights };
  } },
  median: { formula: "the middle of the window", numbers: [], keep: (x) =>
    between(x, (x.length - 1) / 2) },
  quantile: { formula: "the element below which q of the window lies",
    numbers: [["q", 0.5, 0, 1, 0.05]], keep: (x, { q }) => between(x, q * (x.length - 1)) },
  midrange: { formula: "(max x + min x) / 2", numbers: [], keep: (x) => {
    const order = falling(x), high = order[0], low = order[x.length - 1];
    const shares = alone(x, high, 0.5);
    shares[low] += 0.5;
    return { value: x[high] / 2 + x[low] / 2, shares };
  } },
  top_k_avg: { formula: "the mean of the k largest", numbers: [["k", 2, 1, 16, 1]],
    keep: (x, { k }) => {
      const count = Math.min(k, x.length), shares = fill(x, 0);
      const best = falling(x).slice(0, count);
      best.forEach((at) => { shares[at] = 1 / count; });
      return { value: sum(best.map((at) => x[at])) / count, shares };
    } },
  trimmed_mean: { formula: "the mean without the largest and the smallest",
    numbers: [["cut", 0.25, 0, 0.45, 0.05]], keep: (x, { cut }) => {
      const off = Math.floor(cut * x.length), shares = fill(x, 0);
      const kept = ranked(x).slice(off, x.length - off);
      kept.forEach((at) => { shares[at] = 1 / kept.length; });
      return { value: sum(kept.map((at) => x[at])) / kept.length, shares };
    } },
  std: { formula: "(Σ (x − mean)² / n)^½", numbers: [], keep: (x) => {
    const mean = sum(x) / x.length;
    const value = Math.sqrt(sum(x.map((each) => (each - mean) ** 2)) / x.length);
    const shares = x.map((each) => (value === 0 ? 0 : (each - mean) / (value * x.length)));
    return { value, shares };
  } },
};

// The windows of one axis: of each the places of its elements, and how many it has with padding.
function windows(size, { kernel, stride, padding, dilation, ceil }) {
  const span = dilation * (kernel - 1) + 1;
  let before = padding, after = padding, count;
  if (padding === "same") {
    count = Math.ceil(size / stride);
    const missing = Math.max((count - 1) * stride + span - size, 0);
    before = Math.floor(missing / 2);
    after = missing - before;
  } else {
    const room = size + before + after - span;
    count = Math.floor((room + (ceil ? stride - 1 : 0)) / stride) + 1;
    // The last one may hang over the end, if it begins before it.
    if (ceil && (count - 1) * stride >= size + before) count -= 1;
    if (count < 1) return [];
  }
  return Array.from({ length: count }, (_, i) => {
    const start = i * stride - before, places = [];
    let extent = 0;
    for (let k = 0; k < kernel; ++k) {
      const at = start + k * dilation;
      if (at >= 0 && at < size) places.push(at);
      if (at < size + after) extent += 1;
    }
    return { places, extent, start, stop: start + span };
  });
}

// What is kept of all windows over a plane of rows, with what each element gets of a gradient of 1.
// Windows of padding alone keep NaN.
function pool(name, numbers, plane, geometry) {
  const { keep, empty = NaN, counts = false } = OPERATORS[name];
  const rows = windows(plane.length, geometry), columns = windows(plane[0].length, geometry);
  const kept = [], gradient = plane.map((row) => row.map(() => 0));
  for (const row of rows) {
    const line = [];
    for (const column of columns) {
      const at = row.places.flatMap((y) => column.places.map((x) => [y, x]));
      const x = at.map(([i, j]) => plane[i][j]);
      const padded = counts && geometry.counted;
      const n = padded ? row.extent * column.extent : x.length;
      const made = x.length ? keep(x, numbers, n) : { value: padded && n ? 0 : empty, shares: [] };
      at.forEach(([i, j], k) => { gradient[i][j] += made.shares[k]; });
      line.push({ value: made.value, shares: made.shares, at, x, n, row, column });
    }
    kept.push(line);
  }
  return { kept, gradient };
}

if (typeof module !== "undefined") module.exports = { OPERATORS, windows, pool };
