// What the tasks share: clocks and statistics.

/** Nanoseconds that a call takes. */
export function time(run) {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start);
}

/** Nanoseconds of the processor's time, all threads together: what else runs on the machine hardly counts. */
export function processorTime(run) {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000;
}

export function median(values) {
  return quantile(values, 0.5);
}

/** The median of each number in rounds, with their names. */
export function takeMedians(rounds) {
  if (typeof rounds[0] === 'number') return median(rounds);
  return Object.fromEntries(
    Object.keys(rounds[0]).map((name) => [name, takeMedians(rounds.map((round) => round[name]))]),
  );
}

export function quantile(values, share) {
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place % 1);
}

export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/**
 * Where a figure lies, with 19 of 20 chances: from what it would be had other of the processes run, and other of their
 * rounds (bootstrap).
 */
export function interval(processes, figure) {
  const figures = Array.from({ length: 200 }, () => figure(resample(processes).flatMap(resample)));
  return [quantile(figures, 0.025), quantile(figures, 0.975)];
}

function resample(items) {
  return items.map(() => items[Math.floor(Math.random() * items.length)]);
}
