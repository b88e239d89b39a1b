// which places in the editors have problems
import type { Diagnostic } from '@codemirror/lint';
import { findBreak } from './explain.ts';
import { findOption } from './optionsCode.ts';
import { segmentsOf } from './paths.ts';
import { placesIn } from './places.ts';
import type { EventOutcome, Problem } from './protocol.ts';
import { parseModule, type Range } from './syntax.ts';

/** The places of the issues of events. */
export function markIssues(events: readonly EventOutcome[], payload: string): Diagnostic[] {
  const placeOf = placesIn(payload);
  return events.flatMap(({ issues }) =>
    issues.map(({ path, severity, message }) => ({ ...placeOf(path).label, severity, message })),
  );
}

/** The place that breaks the payload. */
export function markBreak({ message }: Problem, range?: Range): Diagnostic[] {
  return range === undefined ? [] : [{ ...range, severity: 'error', message }];
}

/** The place of an error: of the option that it names, else of what cannot be parsed, else where it was thrown. */
export function markOption({ message, position }: Problem, code: string): Diagnostic {
  const [, path] = /^(\S.*?) is (?:an unknown option|.*, but must be)/.exec(message) ?? [];
  const named = path === undefined ? undefined : findOption(code, segmentsOf(path));
  const range = named ?? findBreak(parseModule(code), code)?.range ?? findLine(code, position);
  return { ...range, severity: 'error', message };
}

function findLine(code: string, [line, column]: readonly [number, number] = [1, 1]): Range {
  const lines = code.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  return { from: start + column - 1, to: start + (lines[line - 1]?.length ?? 0) };
}
