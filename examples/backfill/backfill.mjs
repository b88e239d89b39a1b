// @ts-check
// Sends the events of files to Miso. README.md says how it is used.
import { availableParallelism } from 'node:os';
import pMap, { pMapIterable } from 'p-map';
import { lockCheckpoint, readCheckpoint, writeCheckpoint } from './checkpoint.mjs';
import { openDeadLetters } from './deadLetters.mjs';
import { readChunks } from './input.mjs';
import { readInputFile } from './inputFile.mjs';
import { pace } from './pace.mjs';
import { startProgress } from './progress.mjs';
import { readSettings } from './settings.mjs';
import { Stop } from './stop.mjs';
import { add, formatTable, isMostlyBroken } from './tally.mjs';
import { startThreads } from './threads.mjs';
import { USAGE } from './usage.mjs';

/**
 * @import { Chunk } from './input.mjs'
 * @import { Settings } from './settings.mjs'
 * @import { Tally } from './tally.mjs'
 */

// to wait for the disk after each upload would take longer than the upload
const SAVE_EVERY = 1000;
const SIGNALS = { SIGINT: 130, SIGTERM: 143 };
// more are faster than Miso takes it, and each has a heap of its own
const THREADS = Math.min(2, availableParallelism());
// of so many lines of a file, most must be readable
const ENOUGH_LINES = 1000;

const interruption = new AbortController();
for (const [signal, exitCode] of Object.entries(SIGNALS)) {
  process.on(signal, () => {
    // the second one ends it immediately
    if (interruption.signal.aborted) process.exit(exitCode);
    interruption.abort(new Stop('interrupted', exitCode));
  });
}

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings === null) console.log(USAGE);
  else if (settings.checkpoint === undefined) await backfill(settings);
  else {
    const unlock = await lockCheckpoint(settings.checkpoint, (reason) => interruption.abort(reason));
    await backfill(settings).finally(unlock);
  }
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`backfill: ${error.message}`);
  process.exitCode = error.exitCode;
}

/**
 * @param {Settings} settings
 */
async function backfill({ names, checkpoint, deadLetters, isDryRun, concurrency, rate, ...work }) {
  // an export has more objects than may be open at a time
  const files = await pMap(names, readInputFile, { concurrency: 16 });
  const known = checkpoint === undefined ? null : await readCheckpoint(checkpoint, files, deadLetters);
  const letters = isDryRun ? null : await openDeadLetters(deadLetters, known?.deadLetters.size);
  const tally = known?.tally ?? {};
  /** @type {Tally} */
  let tallyOfFile = {};
  let done = known?.done ?? { file: 0, bytes: 0, lines: 0 };

  const save = async () => {
    if (checkpoint === undefined || letters === null) return;
    const size = await letters.sync();
    await writeCheckpoint(checkpoint, { files, done, tally, deadLetters: { path: deadLetters, size } });
  };
  let nextSave = 0;
  const threads = startThreads(THREADS, concurrency, work);
  const progress = startProgress(files, done);
  try {
    const chunks = pace(readChunks(names, done, interruption.signal), rate, interruption.signal);
    const run = async (/** @type {Chunk} */ chunk) => {
      const outcome = await threads.run(chunk, progress.trouble);
      return { ...outcome, end: chunk.end, read: chunk.read };
    };
    // in the order of the files, so that all before the last one is done
    for await (const { events, end, read, ...outcome } of pMapIterable(chunks, run, { concurrency })) {
      await letters?.append(outcome.deadLetters);
      add(tally, outcome.tally);
      if (end.file !== done.file) tallyOfFile = {};
      add(tallyOfFile, outcome.tally);
      done = end;
      if (performance.now() >= nextSave) {
        await save();
        nextSave = performance.now() + SAVE_EVERY;
      }
      progress.update(end.file, read, events);
      if (isMostlyBroken(tallyOfFile, ENOUGH_LINES))
        throw new Stop(`most lines of ${names[end.file]} are broken`);
    }
    await save();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const isSaved = await save().then(
      () => checkpoint !== undefined,
      () => false,
    );
    const resume = isSaved ? '; the same command continues from there' : '';
    const place = `${names[done.file]}:${done.lines + 1}`;
    throw new Stop(`${error.message}. All before ${place} is done${resume}.`, error.exitCode);
  } finally {
    progress.stop();
    // releases the files, and standard input
    interruption.abort();
    await threads.stop();
    await letters?.close();
  }
  console.log(formatTable(tally));
  if (letters !== null && letters.size() > 0) console.log(`\nThe dead letters are in ${deadLetters}.`);
  if (isMostlyBroken(tally, 1)) throw new Stop('most lines are broken: see the first of them');
}
