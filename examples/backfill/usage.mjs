// @ts-check
// The options of the command, and what `--help` says about them.

export const OPTIONS = /** @type {const} */ ({
  input: { type: 'string', default: 'events' },
  since: { type: 'string' },
  until: { type: 'string' },
  'dry-run': { type: 'string' },
  checkpoint: { type: 'string' },
  'dead-letters': { type: 'string', default: 'dead-letters.ndjson' },
  rate: { type: 'string' },
  concurrency: { type: 'string', default: '4' },
  retries: { type: 'string', default: '10' },
  timeout: { type: 'string', default: '30' },
  help: { type: 'boolean', default: false },
});

export const USAGE = `Usage: node backfill/backfill.mjs [OPTIONS] FILE...
Sends the Segment events of files to Miso: NDJSON, an event a line, also gzipped; - is standard input.

  --input KIND         what a line is: events (default), rows of a warehouse, interactions
  --since TIME         skip events that Segment received before TIME
  --until TIME         skip events that Segment received at TIME or later
  --dry-run            send and write nothing: report how the events would be mapped
  --dry-run=miso       the same, and have Miso check the interactions without storing them
  --checkpoint FILE    keep the progress in FILE; if it exists, continue from there
  --dead-letters FILE  keep what cannot be sent in FILE (default: dead-letters.ndjson)
  --rate N             send at most N events a second, on average
  --concurrency N      N uploads at a time (default: 4)
  --retries N          retry an upload N times, with growing pauses (default: 10)
  --timeout SECONDS    wait SECONDS for a response (default: 30)
  --help               show this

MISO_API_KEY is the secret key of Miso's API; MISO_URL replaces Miso's address.`;
