// How long it takes to map an event: compared to JSON.parse, to peers that make the same record, and to another build of the
// library (`against`).
import assert from 'node:assert/strict';
import { BATCHES } from '../batches.mjs';
import { contender, contest } from '../contest.mjs';

export async function measure({ dist, against, batches, peers = [], ...options }) {
  const { mapSegmentEvent: ours } = await import(dist);
  const others = await Promise.all(
    peers.map(async (name) => [name, (await import(`../peers/${name}.mjs`)).default]),
  );
  const made = BATCHES[batches]();
  for (const event of Object.values(made).flat(2)) check(event, ours, others);
  const before = against ? [['against', (await import(`${against}?for=against`)).mapSegmentEvent]] : [];
  const contenders = [['ours', ours], ...before, ...others].map(([name, map]) => contender(name, map));
  return contest(await Promise.all(contenders), made, options);
}

function check({ json, status, isCopied }, ours, others) {
  const result = ours(JSON.parse(json));
  assert.equal(result.status, status, `${result.issues[0]?.message}: ${json}`);
  if (!isCopied) return;
  for (const [name, map] of others) {
    assert.deepEqual([map(JSON.parse(json))], result.interactions, `${name} makes another record: ${json}`);
  }
}
