// Times contenders on events. In each round each contender maps the same events, parsed anew just before: no event is mapped
// twice, and none waits long enough to leave the processor's caches. The first events of a batch are not timed: they bring
// back what the contender before has pushed out of the caches. The results are kept, so that nothing can be optimised away.
import { median, time } from './measure.mjs';

/** A contender with a timed loop of its own. */
export async function contender(name, map) {
  const { mapAll } = await import(`./loop.mjs?for=${name}`);
  return { name, map, mapAll };
}

/**
 * The nanoseconds that an event takes in each round: by name of the batches, for JSON.parse (`parse`) and each contender.
 * The rounds of the warm-up are not among them. `leadIn` is the share of a batch that is not timed.
 */
export function contest(contenders, batches, { rounds, warmup, leadIn = 0.2 }) {
  const names = Object.keys(batches);
  const measured = [];
  for (let round = 0; round < warmup + rounds; round++) {
    const inTurn = rotate(contenders, round);
    const times = Object.fromEntries(names.map((name) => [name, undefined]));
    for (const name of shuffle(names)) {
      const all = batches[name];
      times[name] = measureTimes(inTurn, all[round % all.length], leadIn);
    }
    measured.push(times);
  }
  return measured.slice(warmup);
}

// what a batch leaves in the caches meets another one each round
function shuffle(items) {
  return items
    .map((item) => [Math.random(), item])
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item);
}

// in another order each round, so that none always comes after the same one
function rotate(contenders, round) {
  const turn = (round >> 1) % contenders.length;
  const inTurn = [...contenders.slice(turn), ...contenders.slice(0, turn)];
  return round % 2 === 0 ? inTurn : inTurn.reverse();
}

function measureTimes(contenders, batch, leadIn) {
  // whole sets of the five envelopes, if there are that many
  const leading = Math.round(batch.length * leadIn);
  const untimed = leading - (leading % 5) || leading;
  const parsing = [];
  const mapping = contenders.map(({ name, map, mapAll }) => {
    const events = new Array(batch.length);
    parsing.push(time(() => parseAll(batch, events)) / batch.length);
    const first = events.splice(0, untimed);
    const results = new Array(events.length);
    mapAll(map, first, results);
    return [name, time(() => mapAll(map, events, results)) / events.length];
  });
  return { parse: median(parsing), ...Object.fromEntries(mapping) };
}

function parseAll(batch, events) {
  for (let index = 0; index < batch.length; index++) events[index] = JSON.parse(batch[index].json);
}
