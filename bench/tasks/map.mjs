// What it takes to map an event: beside JSON.parse of its text, and beside the peers that make the same record.
import assert from 'node:assert/strict';
import { contender, contest } from '../contest.mjs';
import { payloadBatches } from '../payloads.mjs';

export async function measure({ dist, peers, ...options }) {
  const { mapSegmentEvent } = await import(dist);
  const contenders = [await contender('ours', mapSegmentEvent)];
  for (const name of peers) {
    const { default: map } = await import(`../peers/${name}.mjs`);
    contenders.push(await contender(name, map));
  }
  const batches = payloadBatches(1);
  Object.values(batches)
    .flat(2)
    .forEach((text) => checkEqual(contenders, text));
  return contest(contenders, batches, options);
}

function checkEqual([ours, ...peers], text) {
  const { interactions } = ours.map(JSON.parse(text));
  for (const { name, map } of peers) {
    assert.deepStrictEqual([map(JSON.parse(text))], interactions, `${name} makes another record`);
  }
}
