// Maps Segment events and shows the result of each: `npm run demo`, or `npm run demo -- --help`.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
// as a whole: older Nodes have no `styleText`, and to import by name what is not there is a syntax error
import util from 'node:util';
import { createMapper, toUploadBodies } from 'segment-to-miso';

const USAGE = `Usage: npm run demo [-- FILE]

Maps Segment events to Miso interactions; prints a row for each event, a summary and the upload bodies.

  FILE        NDJSON (an event a line), a JSON array, {"batch": [...]} or a single event; - is standard input.
              Without FILE: what is piped in, else the sample, examples/events.ndjson.
  -h, --help  Prints this.
`;

const SAMPLE = fileURLToPath(new URL('../examples/events.ndjson', import.meta.url));
const PATIENCE_MS = 2000;
const NOT_JSON = 'not JSON';
const STATUSES = {
  mapped: { style: 'green', meaning: 'send them' },
  skipped: { style: 'gray', meaning: 'not for Miso, and nothing is wrong' },
  rejected: { style: 'red', meaning: 'not usable as they are: keep them, and look at the errors' },
  [NOT_JSON]: { style: 'red', meaning: 'could not be read' },
};
const SEVERITY_STYLES = { error: 'red', warning: 'yellow', info: 'gray' };
const LINE_WIDTH = 120;
const COLUMNS = { number: 4, event: 30, status: 8, type: 24, subject: 34, revenue: 9 };
const NOTE_INDENT = ' '.repeat(COLUMNS.number + COLUMNS.event + COLUMNS.status + 6);

const isColoured = process.stdout.isTTY && !process.env.NO_COLOR && util.styleText !== undefined;

// whoever reads may have seen enough, as `head` does
process.stdout.on('error', ({ code }) => process.exit(code === 'EPIPE' ? 0 : 1));
try {
  const { help, file } = readArguments();
  process.stdout.write(help ? USAGE : report(await readInput(file)));
} catch (error) {
  process.stderr.write(`demo: ${printable(error.message)}\n`);
  process.exitCode = 1;
}

function readArguments() {
  const options = { help: { type: 'boolean', short: 'h' } };
  const { values, positionals } = util.parseArgs({ options, allowPositionals: true });
  if (positionals.length > 1) throw new Error('give one FILE, or - for standard input');
  return { help: values.help, file: positionals[0] };
}

async function readInput(file) {
  if (file !== undefined && file !== '-') return { source: file, text: readText(file) };
  const text = file === '-' || (await isPipedIn()) ? await textOf(process.stdin) : '';
  if (file === '-' || text.trim() !== '') return { source: 'standard input', text };
  return { source: relative('', SAMPLE), text: readText(SAMPLE) };
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`cannot read ${file}: ${error.message}`);
  }
}

// CI may leave standard input open with nothing ever to come: to wait for its end would be to wait for good
async function isPipedIn() {
  if (process.stdin.isTTY) return false;
  try {
    await once(process.stdin, 'readable', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch (error) {
    process.stdin.destroy();
    if (error.name !== 'AbortError') throw error;
    process.stderr.write(
      'demo: nothing came on standard input, so this is the sample; with - it would wait\n',
    );
    return false;
  }
}

function report({ source, text }) {
  const mapper = createMapper();
  const records = readRecords(source, text);
  const outcomes = records.map((record) => ({ ...record, ...outcomeOf(record, mapper) }));
  const sections = joined([
    `${counted(records.length, 'event')} from ${source}`,
    table(outcomes),
    summary(outcomes),
    uploads(outcomes.flatMap(({ interactions }) => interactions)),
    deletion(mapper.toDeletionRequest(records.map(({ event }) => event))),
  ]);
  return `${sections}\n`;
}

function outcomeOf({ event, problem }, { map }) {
  return problem === undefined ? map(event) : { status: NOT_JSON, interactions: [], issues: [] };
}

// ---- reading: events, or lines with their problem, by number

function readRecords(source, text) {
  const document = parse(text);
  if (document.problem === undefined) {
    return eventsIn(document.value).map((event, index) => ({ number: index + 1, event }));
  }
  const lines = text.split('\n');
  // else each line of a broken document would be reported as a broken event
  if (/^\s*(\[|\{\s*$)/.test(lines[0]) && parse(lines[0]).problem !== undefined) {
    throw new Error(`${source} is not JSON: ${document.problem}`);
  }
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : readLine(line, index + 1)));
}

function readLine(line, number) {
  const { value, problem } = parse(line);
  return problem === undefined
    ? eventsIn(value).map((event) => ({ number, event }))
    : [{ number, line, problem: `line ${number}: ${problem}` }];
}

function parse(text) {
  try {
    // without the byte order mark, which is whitespace to `trim`
    return { value: JSON.parse(text.trim()) };
  } catch (error) {
    return { problem: error.message };
  }
}

function eventsIn(value) {
  return [Array.isArray(value?.batch) ? value.batch : value].flat();
}

// ---- a row for each event

function table(outcomes) {
  const header = [
    '#'.padStart(COLUMNS.number),
    'Event'.padEnd(COLUMNS.event),
    'Status'.padEnd(COLUMNS.status),
    'Miso type'.padEnd(COLUMNS.type),
    'Products, or what it is about'.padEnd(COLUMNS.subject),
    'Revenue'.padStart(COLUMNS.revenue),
  ];
  return [paint('bold', header.join('  ')), ...outcomes.flatMap(rowsOf)].join('\n');
}

// issues stand below the interaction, or in its place
function rowsOf({ number, event, line, problem, status, interactions: [interaction], issues }) {
  const start = [
    String(number).padStart(COLUMNS.number),
    cell(line ?? nameOf(event), COLUMNS.event),
    paint(STATUSES[status].style, cell(status, COLUMNS.status)),
  ].join('  ');
  const notes = problem === undefined ? issues.map(noteOf) : [paint('red', cut(printable(problem), 72))];
  const first = interaction === undefined ? notes.shift() : interactionCells(interaction);
  return [`${start}  ${first}`, ...notes.map((note) => NOTE_INDENT + note)];
}

function nameOf(event) {
  const { event: name, type, name: screen } = Object(event);
  if (isText(name)) return name;
  return [type, screen].filter(isText).join(': ') || `(${typeof event})`;
}

function isText(value) {
  return typeof value === 'string' && value.trim() !== '';
}

function interactionCells(interaction) {
  const revenue = interaction.revenue?.toFixed(2) ?? '';
  return [
    cell(interaction.type, COLUMNS.type),
    cell(subjectOf(interaction), COLUMNS.subject),
    revenue.padStart(COLUMNS.revenue),
  ]
    .join('  ')
    .trimEnd();
}

function subjectOf({ product_ids: ids = [], quantities = [], search, category, rating }) {
  if (search !== undefined) return searched(search);
  if (category !== undefined) return category.join(' > ');
  const products = fitting(ids.map((id, index) => times(quantities[index] ?? 1, id)));
  return rating === undefined ? products : `${products} rated ${rating}`;
}

function searched({ keywords, filters = {} }) {
  const words = keywords === undefined ? '' : JSON.stringify(keywords);
  const fields = Object.keys(filters).join(', ');
  return fields === '' ? words : `${words} by ${fields}`.trim();
}

function times(quantity, id) {
  return quantity === 1 ? id : `${id} ×${quantity}`;
}

// as many as there is room for: 'p1, p2 +3'
function fitting(products) {
  const [first = '', ...others] = products;
  for (let shown = Math.min(products.length, 10); shown > 1; shown--) {
    const hidden = products.length - shown;
    const text = products.slice(0, shown).join(', ') + (hidden > 0 ? ` +${hidden}` : '');
    if (text.length <= COLUMNS.subject) return text;
  }
  return others.length > 0 ? `${cut(first, COLUMNS.subject - 7)} +${others.length}` : first;
}

function noteOf({ severity, code, path }) {
  return `${paint(SEVERITY_STYLES[severity], `${severity}: ${code}`)}${path && ` at ${printable(path)}`}`;
}

// ---- the summary

function summary(outcomes) {
  const statuses = outcomes.map(({ status }) => status);
  const types = outcomes.flatMap(({ interactions }) => interactions.map(({ type }) => type));
  const issues = outcomes.flatMap(({ number, issues }) => issues.map((issue) => ({ number, ...issue })));
  const codes = issues.map(({ code }) => code);
  const firstOf = (name) => {
    const { number, severity, message } = issues.find(({ code }) => code === name);
    return `${severity}, as in #${number}: ${printable(message)}`;
  };
  return joined([
    tally('By status', statuses, (status) => STATUSES[status].meaning),
    tally('By Miso type', types),
    tally('By issue', codes, firstOf),
  ]);
}

function tally(title, names, describe = () => '') {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === 0) return '';
  const width = Math.max(...[...counts.keys()].map((name) => name.length));
  const rows = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => {
      const start = `${String(count).padStart(6)}  ${name.padEnd(width)}  `;
      return (start + wrapped(describe(name), start.length)).trimEnd();
    });
  return [paint('bold', title), ...rows].join('\n');
}

function wrapped(text, indent) {
  const width = LINE_WIDTH - indent;
  // at spaces; a word that is too long, anywhere
  const lines = text.match(new RegExp(`.{1,${width}}(?: |$)|.{${width}}`, 'g')) ?? [text];
  return lines.map((line) => line.trimEnd()).join(`\n${' '.repeat(indent)}`);
}

// ---- what to send

function uploads(interactions) {
  const bodies = [...toUploadBodies(interactions)];
  if (bodies.length === 0) return 'No upload body: no event was mapped';
  const rows = bodies.map(({ body, count }, index) => {
    return `${String(index + 1).padStart(6)}  ${counted(count, 'record')}, ${counted(Buffer.byteLength(body), 'byte')}`;
  });
  // a record a line, which is the same JSON
  const records = JSON.parse(bodies[0].body).data.map((record) => JSON.stringify(record));
  return [
    paint('bold', 'Upload bodies, each for one POST /v1/interactions'),
    ...rows,
    '',
    paint('bold', 'The first of them, a record a line'),
    `{"data":[\n${records.join(',\n')}\n]}`,
  ].join('\n');
}

function deletion(request) {
  return request === null
    ? ''
    : `${paint('bold', 'For DELETE /v1/interactions')}\n${JSON.stringify(request)}`;
}

// ---- text

function joined(sections) {
  return sections.filter((section) => section !== '').join('\n\n');
}

function counted(number, noun) {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

function cell(text, width) {
  return cut(printable(text), width).padEnd(width);
}

function cut(text, width) {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

// control characters of a payload would move the cursor or break the row
function printable(text) {
  return String(text).replace(/[\p{Cc}\s]+/gu, ' ');
}

function paint(style, text) {
  return isColoured ? util.styleText(style, text) : text;
}
