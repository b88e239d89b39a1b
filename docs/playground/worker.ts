// Maps apart from the page: a rule without end does not freeze it, and the page can stop this.
import { mapFile } from './file.ts';
import type { Mapper } from 'segment-to-miso';
import { mapperOf, positionOf } from './options.ts';
import { eventsOf, outcomeOf, sourcesOf } from './payload.ts';
import { findRules } from './suggestions.ts';
import type { OptionsCode, Problem, Reply, Request } from './protocol.ts';

let latest = 0;
let kept: { readonly options: OptionsCode; readonly mapper: Mapper } | undefined;

self.onmessage = ({ data }: MessageEvent<Request>): void => {
  if (data.kind === 'map') void mapPayload(data);
  else if (data.kind === 'names') void suggest(data);
  else void mapLines(data);
};
post({ kind: 'ready' });

async function mapPayload({ id, payload, options }: Request & { kind: 'map' }): Promise<void> {
  latest = id;
  const mapper = await attempt('options', () => mapperFor(options));
  const events = await attempt('payload', () => eventsOf(payload));
  if (!('value' in mapper)) {
    postOutcome(id, mapper);
    return;
  }
  if (!('value' in events)) {
    postOutcome(id, events);
    return;
  }
  post({ kind: 'outcome', id, outcome: outcomeOf(events.value, mapper.value) });
  const found = await sourcesOf(events.value, mapper.value, () => id !== latest);
  post({ kind: 'sources', id, found: found ?? NONE });
}

const NONE = { events: [], isComplete: true };

function postOutcome(id: number, outcome: Problem): void {
  post({ kind: 'outcome', id, outcome });
  post({ kind: 'sources', id, found: NONE });
}

async function suggest({ id, names, options }: Request & { kind: 'names' }): Promise<void> {
  latest = id;
  const mapper = await attempt('options', () => mapperFor(options));
  const found = 'value' in mapper ? await attempt('names', () => findRules(names, mapper.value)) : mapper;
  if ('value' in found) post({ kind: 'names', id, found: found.value });
  else postOutcome(id, found);
}

async function mapLines({ file, options }: Request & { kind: 'file' }): Promise<void> {
  const mapper = await attempt('options', () => mapperFor(options));
  if (!('value' in mapper)) {
    post({ kind: 'failed', problem: mapper });
    return;
  }
  const mapped = await attempt('file', () =>
    mapFile(file, mapper.value, (report) => {
      post({ kind: 'report', report });
    }),
  );
  if ('value' in mapped) post({ kind: 'done', ...mapped.value });
  else post({ kind: 'failed', problem: mapped });
}

/** The mapper of these options: made once, as long as they stay the same. */
async function mapperFor(options: OptionsCode): Promise<Mapper> {
  if (kept?.options !== options) kept = { options, mapper: await mapperOf(options) };
  return kept.mapper;
}

async function attempt<Value>(
  about: Problem['about'],
  make: () => Value | Promise<Value>,
): Promise<{ readonly value: Value } | Problem> {
  try {
    return { value: await make() };
  } catch (error) {
    if (!(error instanceof Error)) return { about, message: String(error) };
    const position = about === 'options' ? positionOf(error) : undefined;
    return { about, message: error.message, ...(position && { position }) };
  }
}

function post(reply: Reply): void {
  self.postMessage(reply);
}
