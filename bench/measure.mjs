// What the tasks share: rounds, and what is told of them.

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

export function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
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
  const figures = Array.from({ length: 200 }, () => figure(drawn(processes).flatMap(drawn)));
  return [quantile(figures, 0.025), quantile(figures, 0.975)];
}

function drawn(items) {
  return items.map(() => items[Math.floor(Math.random() * items.length)]);
}
