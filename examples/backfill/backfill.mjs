// @ts-check
// Sends the events of files to Miso. README.md says how it is used.
import { availableParallelism } from 'node:os';
import { pMapIterable } from 'p-map';
import { inputFile, readCheckpoint, writeCheckpoint } from './checkpoint.mjs';
import { openDeadLetters } from './deadLetters.mjs';
import { chunksOf } from './input.mjs';
import { startProgress } from './progress.mjs';
import { settingsOf, USAGE } from './settings.mjs';
import { Stop } from './stop.mjs';
import { add, tableOf } from './tally.mjs';
import { startThreads } from './threads.mjs';

/**
 * @import { Chunk } from './input.mjs'
 * @import { Settings } from './settings.mjs'
 */

// to wait for the disk after each upload would take longer than the upload
const SAVE_EVERY = 1000;
const SIGNALS = { SIGINT: 130, SIGTERM: 143 };
// more are faster than Miso takes it, and each has a heap of its own
const THREADS = Math.min(2, availableParallelism());

try {
  const settings = settingsOf(process.argv.slice(2), process.env);
  if (settings === null) console.log(USAGE);
  else await backfill(settings);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`backfill: ${error.message}`);
  process.exitCode = error.exitCode;
}

/**
 * @param {Settings} settings
 */
async function backfill({ names, checkpoint, deadLetters, concurrency, sending }) {
  const files = await Promise.all(names.map(inputFile));
  const known = checkpoint === undefined ? null : await readCheckpoint(checkpoint, files, deadLetters);
  const letters = sending === null ? null : await openDeadLetters(deadLetters, known?.deadLetters.size);
  const tally = known?.tally ?? {};
  let done = known?.done ?? { file: 0, bytes: 0, lines: 0 };

  const interruption = new AbortController();
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    // the second one ends it at once
    process.once(signal, () => interruption.abort(new Stop('interrupted', exitCode)));
  }
  const save = async () => {
    if (checkpoint === undefined || letters === null) return;
    const size = await letters.sync();
    await writeCheckpoint(checkpoint, { files, done, tally, deadLetters: { path: deadLetters, size } });
  };
  let nextSave = 0;
  const threads = startThreads(THREADS, concurrency, sending);
  const progress = startProgress(files, done);
  try {
    const chunks = chunksOf(names, done, interruption.signal);
    const work = async (/** @type {Chunk} */ chunk) => {
      const outcome = await threads.run(chunk, progress.trouble);
      return { ...outcome, end: chunk.end, read: chunk.read };
    };
    // in the order of the files, so that all before the last one is done
    for await (const { events, end, read, ...outcome } of pMapIterable(chunks, work, { concurrency })) {
      await letters?.append(outcome.deadLetters);
      add(tally, outcome.tally);
      done = end;
      if (performance.now() >= nextSave) {
        await save();
        nextSave = performance.now() + SAVE_EVERY;
      }
      progress.update(end.file, read, events);
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const resume = checkpoint === undefined ? '' : '; the same command goes on from there';
    throw new Stop(
      `${error.message}. All before ${names[done.file]}:${done.lines + 1} is done${resume}.`,
      error.exitCode,
    );
  } finally {
    progress.stop();
    // lets go of the files, and of standard input
    interruption.abort();
    await threads.stop();
    await save();
    await letters?.close();
  }
  console.log(tableOf(tally));
  if (letters !== null && letters.size() > 0) console.log(`\nThe dead letters are in ${deadLetters}.`);
}
