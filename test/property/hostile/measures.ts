/** Milliseconds of the processor that something takes: what others run at the same time is not in them. */
export function milliseconds(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Bytes that are held, when all is collected that is not. */
export function heapUsed(): number {
  // the text that was matched last is held until another is
  /x/.exec('x');
  collect();
  // texts that were names of members go the second time
  collect();
  return process.memoryUsage().heapUsed;
}

export function collect(): void {
  if (globalThis.gc === undefined) throw new Error('needs node --expose-gc');
  globalThis.gc();
}

const memory = new Float64Array(2 ** 20);

/** Has the caches of the processor hold other things: else small inputs would be read from there, and seem cheap. */
export function forget(): void {
  // one in each line of a cache
  for (let at = 0; at < memory.length; at += 8) memory[at]! += 1;
}
