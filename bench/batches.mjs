// What the tasks map: batches of events, by name. Everything comes from seeds, so that each run has the same events.
import { ENVELOPES, eventSource, PAYLOADS } from './payloads.mjs';
import { applyChanges, CHANGES, mixtureSource, findUsualEvents } from './shapes.mjs';

// what stays in a processor's second cache once it is parsed
const CHARACTERS = 200_000;

/**
 * The batches of each task. An event is its `json`, the `status` that its result must have, and whether its record `isCopied`:
 * an unsafe mapper makes the same record then.
 */
export const BATCHES = {
  payloads() {
    const { payload } = eventSource(1);
    return fromNames(Object.keys(PAYLOADS), (name) => makeBatches(() => applyChanges(payload(name), [])));
  },

  // usual events, and the same with one change each
  everyday() {
    const events = new Set(CHANGES.flatMap(findUsualEvents));
    return Object.assign({}, ...[...events].map(makeEverydayBatches));
  },

  // as many shapes as some shops have call sites, then a new shape for each event
  mixture: () => makeMixtureBatches('mapped', 64),
  rejected: () => makeMixtureBatches('rejected', 64),
  distinct: () => makeMixtureBatches('mapped', 1e9),
  'distinct-rejected': () => makeMixtureBatches('rejected', 1e9),

  skipped() {
    const source = eventSource(4);
    const skipped = (event) => ({ json: JSON.stringify(event), status: 'skipped' });
    return fromNames(['unmapped', 'identify', 'page'], (call) => makeBatches(() => skipped(source[call]())));
  },

  // as many products in a batch of either
  orders() {
    const { order } = eventSource(5);
    const orders = (products, count) =>
      Array.from({ length: 5 }, () => Array.from({ length: count }, () => applyChanges(order(products), [])));
    return { 'of 10': orders(10, 200), 'of 1,000': orders(1000, 2) };
  },
};

function makeEverydayBatches(event) {
  const { usual } = eventSource(2);
  const batches = makeBatches(() => applyChanges(usual(event), []), { characters: CHARACTERS / 2 });
  const changes = CHANGES.filter((change) => findUsualEvents(change).includes(event));
  return {
    [`${event}: as usual`]: batches,
    ...Object.fromEntries(
      changes.map((change) => [
        `${event}: ${change.name}`,
        batches.map((batch) => batch.map(({ json }) => applyChanges(JSON.parse(json), [change]))),
      ]),
    ),
  };
}

function makeMixtureBatches(status, shapes) {
  return { mixture: makeBatches(mixtureSource(7, status, shapes), { count: 8 }) };
}

// each with as many events of each envelope
function makeBatches(make, { count = 4, characters = CHARACTERS } = {}) {
  return Array.from({ length: count }, () => {
    const events = [];
    for (let length = 0; length < characters || events.length % ENVELOPES.length > 0;) {
      events.push(make());
      length += events.at(-1).json.length;
    }
    return events;
  });
}

function fromNames(names, valueOf) {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
}
