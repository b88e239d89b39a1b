import { ECOMMERCE_EVENTS, mapSegmentEvent } from 'segment-to-miso';
import events from '../../examples/events.ndjson';

/** A payload to start from. */
export interface Sample {
  readonly label: string;
  readonly text: string;
}

const lines = events.trim().split('\n').map(readLine);

/** The 28 events of V2, in the order of the spec: the first of each name in the demo's file. */
export const ecommerceSamples: readonly Sample[] = ECOMMERCE_EVENTS.flatMap((name) =>
  lines.filter(({ label }) => label === name).slice(0, 1),
);

/** All others of that file, and two that are not an event each. */
export const otherSamples: readonly Sample[] = [
  ...lines.filter((sample) => !ecommerceSamples.includes(sample)).map(withIssues),
  { label: 'A batch of three', text: format(lines.slice(6, 9).map(({ event }) => event)) },
  { label: 'Broken JSON', text: '{\n  "type": "track",\n  "event": "Product Viewed",\n  "userId": "u1\n}\n' },
];

interface Line extends Sample {
  readonly event: unknown;
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

/** A name alone does not tell one from another. */
function withIssues({ label, text, event }: Line): Sample {
  const codes = mapSegmentEvent(event).issues.map(({ code }) => code);
  return { label: [label, ...new Set(codes)].join(' · '), text };
}

function format(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
