import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string;
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const files = readdirSync(FOLDER).sort();
const texts = files.map((file) => readFileSync(`${FOLDER}/${file}`, 'utf8'));
const workflows: Readonly<Record<string, Workflow>> = Object.fromEntries(
  texts.map((text, index) => [files[index]!, parse(text)]),
);
const jobs = Object.entries(workflows).flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ place: `${file} ${name}`, job })),
);
const steps = jobs.flatMap(({ job }) => job.steps);

describe('actions', () => {
  // read as text, since the version is a comment
  const pins = texts.flatMap((text) => text.match(/(?<=\buses: ).*/g) ?? []);

  test('all stand on a line of their own', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(pins.map((pin) => pin.split(' ')[0])).toStrictEqual(used);
  });

  test.each([...new Set(pins)])('%s is a commit, and its version is told', (pin) => {
    expect(pin).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('are of one version each', () => {
    const names = [...new Set(pins)].map((pin) => pin.split('@')[0]);
    expect(names).toStrictEqual([...new Set(names)]);
  });
});

describe('rights', () => {
  test.each(Object.entries(workflows))('%s has none that no job asks for', (_, { permissions }) => {
    expect(permissions).toStrictEqual({});
  });

  test('of the jobs are these', () => {
    expect(Object.fromEntries(jobs.map(({ place, job }) => [place, job.permissions]))).toStrictEqual({
      'ci.yml gate': { contents: 'read' },
      'ci.yml test': { contents: 'read' },
      'ci.yml load': { contents: 'read' },
      'ci.yml mutation': { contents: 'read' },
      'release.yml version': { contents: 'write', 'pull-requests': 'write' },
      'release.yml gate': { contents: 'read' },
      'release.yml publish': { contents: 'write', 'id-token': 'write' },
    });
  });

  test('are not left in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts).toHaveLength(jobs.length);
    for (const checkout of checkouts) expect(checkout.with).toHaveProperty('persist-credentials', false);
  });
});

test.each(jobs)('$place ends in time', ({ job }) => {
  expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
});

describe('commands', () => {
  const runs = steps.flatMap(({ run }) => run ?? []);
  const given = steps.flatMap(({ with: { version, publish } = {} }) => [version, publish]);
  const commands = [...runs, ...given.filter((command) => typeof command === 'string')];
  const scripts = [...commands, readFileSync('.ci/run', 'utf8')].flatMap((command) =>
    [...command.matchAll(/\bnpm (?:run (?:--?[\w-]+ )*([\w:]+)|(test))/g)].map(([, run, own]) => run ?? own!),
  );

  test.each([...new Set(scripts)])('the script %s is there', (script) => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).scripts).toHaveProperty([script]);
  });

  test('hold no expression, in which a stranger could write code', () => {
    expect(runs.filter((run) => run.includes('${{'))).toStrictEqual([]);
  });
});

test('the gate holds for each change, and before a version is published', () => {
  const isGate = (job: Job | undefined): boolean => job?.steps.at(-1)?.run === '.ci/run';
  const release = workflows['release.yml']!.jobs;
  expect(isGate(workflows['ci.yml']!.jobs['gate'])).toBe(true);
  expect(isGate(release[release['publish']!.needs!])).toBe(true);
});
