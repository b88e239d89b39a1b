// Two builds of the library on the same events.
import { contender, contest } from '../contest.mjs';
import { payloadBatches } from '../payloads.mjs';

export async function measure({ before, after, ...options }) {
  const builds = await Promise.all([import(`${before}?for=before`), import(`${after}?for=after`)]);
  const contenders = await Promise.all([
    contender('before', builds[0].mapSegmentEvent),
    contender('after', builds[1].mapSegmentEvent),
  ]);
  return contest(contenders, payloadBatches(1), options);
}
