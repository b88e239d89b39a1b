// at the build of the site: the samples of the picker, from the events of the demo
import { readFileSync } from 'node:fs';
import { ECOMMERCE_EVENTS, mapSegmentEvent } from '../../src/index.ts';

const FILE = '../../examples/events.ndjson';
const BROKEN = '{\n  "type": "track",\n  "event": "Product Viewed",\n  "userId": "u1\n}\n';

/** A payload to start from. */
export interface Sample {
  readonly label: string;
  readonly text: string;
}

export interface Samples {
  /** The 28 events of V2, in the order of the spec: the first of each name. */
  readonly ecommerce: readonly Sample[];
  readonly others: readonly Sample[];
}

interface Line extends Sample {
  readonly event: unknown;
}

export declare const data: Samples;

export default { watch: [FILE], load: readSamples };

function readSamples(): Samples {
  const lines = readFileSync(new URL(FILE, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(readLine);
  const ecommerce = ECOMMERCE_EVENTS.flatMap((name) =>
    lines.filter(({ label }) => label === name).slice(0, 1),
  );
  const others = lines.filter((sample) => !ecommerce.includes(sample)).map(withIssues);
  const batch = { label: 'A batch of three', text: format(lines.slice(6, 9).map(({ event }) => event)) };
  return {
    ecommerce: ecommerce.map(({ label, text }) => ({ label, text })),
    others: [...numberAlike(others), batch, { label: 'Broken JSON', text: BROKEN }],
  };
}

function readLine(line: string): Line {
  const event = JSON.parse(line) as {
    readonly event?: string;
    readonly name?: string;
    readonly type: string;
  };
  const label = event.event ?? [event.type, event.name].filter(Boolean).join(': ');
  return { label, text: format(event), event };
}

/** Several have one name. */
function withIssues({ label, text, event }: Line): Sample {
  const codes = mapSegmentEvent(event).issues.map(({ code }) => code);
  return { label: [label, ...new Set(codes)].join(' · '), text };
}

function numberAlike(samples: readonly Sample[]): Sample[] {
  return samples.map(({ label, text }, index) => {
    const alike = samples.filter((other) => other.label === label);
    const before = samples.slice(0, index).filter((other) => other.label === label);
    return { label: alike.length === 1 ? label : `${label} (${before.length + 1})`, text };
  });
}

function format(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
