/** Milliseconds of the processor that something takes: what others run at the same time is not in them. */
export function measureMilliseconds(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Bytes that are held, when all is collected that is not. */
export function measureHeap(): number {
  // the text that was matched last is held until another is
  /x/.exec('x');
  collectGarbage();
  // texts that were names of members go the second time
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('needs node --expose-gc');
  globalThis.gc();
}

const memory = new Float64Array(2 ** 20);

/** Has the caches of the processor hold other things: else small inputs would be read from there, and seem cheap. */
export function flushCaches(): void {
  // one in each line of a cache
  for (let at = 0; at < memory.length; at += 8) memory[at]! += 1;
}
