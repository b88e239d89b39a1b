/** Options as section 5 has them, without those that are code. */
export interface OracleOptions {
  readonly events?: Rules;
  readonly pages?: Rules;
  readonly screens?: Rules;
  readonly unmapped?: 'skip' | 'custom';
  readonly matching?: 'normalized' | 'exact';
  readonly fields?: Sources;
  readonly categorySeparator?: string;
  readonly ratingScale?: number;
  readonly region?: string;
  readonly customContext?: Sources;
  readonly consent?: { readonly categories: readonly string[]; readonly whenAbsent: 'skip' | 'send' };
  readonly pageQuery?: 'keep' | 'drop' | readonly string[];
  readonly integration?: string;
}

export type Rules = Readonly<Record<string, Rule>>;
export type Rule = string | readonly string[] | false | DetailedRule;
export type Source = string | readonly string[];
export type Sources = Readonly<Record<string, Source>>;

interface DetailedRule {
  readonly to: string;
  readonly fields?: Sources;
  readonly products?: 'one' | 'many';
  readonly customActionName?: string;
}

export type Members = Readonly<Record<string, unknown>>;

/** All that is needed to read the fields of one interaction. */
export interface Reading {
  readonly event: Members;
  readonly properties: Members;
  readonly type: string;
  readonly name: string;
  readonly products: 'one' | 'many';
  readonly options: OracleOptions;
  /** Named by the rule itself. */
  readonly ruleFields: Sources;
  /** `severity code path` of each. */
  readonly issues: string[];
}

/** A value and where it was found; of a path with `[]` also each element. */
export interface Found {
  readonly path: string;
  readonly value: unknown;
  readonly elements?: readonly Found[];
}

/** What a parser returns for a value that holds nothing: it is neither invalid nor usable. */
export const NOTHING = Symbol('nothing');

/** `undefined`, `null` and whitespace-only strings. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** Also an empty array, where an array or object may be. */
export function isAbsentOrEmpty(value: unknown): boolean {
  return isAbsent(value) || (Array.isArray(value) && value.length === 0);
}

/** What a JSON string holds; any other value, and a string that does not parse, as it is. */
export function unpackJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The same for a value that was found; elements of a path with `[]` were found one by one. */
export function unpackFound(found: Found): Found {
  return { ...found, value: unpackJson(found.value) };
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that an object has itself, or `undefined`. */
export function getProperty(value: unknown, member: string): unknown {
  return isObject(value) && Object.hasOwn(value, member) ? value[member] : undefined;
}

/** `properties.color`, `properties["a b"]`. */
export function joinPath(owner: string, member: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(member) ? `${owner}.${member}` : `${owner}[${JSON.stringify(member)}]`;
}

export function addWarning(reading: Reading, code: string, path: string): void {
  reading.issues.push(`warning ${code} ${path}`);
}

/** The paths that options name for a field, those of the rule first. */
export function getNamedPaths(reading: Reading, field: string): readonly string[] | undefined {
  const named = reading.ruleFields[field] ?? reading.options.fields?.[field];
  return named === undefined ? undefined : [named].flat();
}

/** Where a field may be: in the places that options name, else in the usual ones. */
export function createPlaces(
  reading: Reading,
  field: string,
  usual: readonly string[],
  root?: Found,
): readonly Found[] {
  const paths = getNamedPaths(reading, field) ?? usual;
  return paths.map((path) => readAt(path, root ?? { path: '', value: reading.event }));
}

/** The first usable value; each wrong one before it is reported. */
export function findFirstUsable<Value>(
  reading: Reading,
  code: string,
  places: readonly Found[],
  read: (value: unknown) => Value | undefined | typeof NOTHING,
): Value | undefined {
  for (const { path, value } of places) {
    if (isAbsent(value)) continue;
    const usable = read(value);
    if (usable === NOTHING) continue;
    if (usable !== undefined) return usable;
    addWarning(reading, code, path);
  }
  return undefined;
}

/** What a path such as `a.b`, `a[0].b` or `a[].b` leads to. */
export function readAt(path: string, root: Found): Found {
  const [first, ...rest] = path.split(/\.|(?=\[)/);
  return follow([first!, ...rest], root);
}

function follow(steps: readonly string[], { path, value }: Found): Found {
  const [step, ...rest] = steps;
  if (step === undefined) return { path, value };
  if (step === '[]') return every(rest, { path, value });
  if (step.startsWith('[')) {
    const item: unknown = Array.isArray(value) ? value[Number(step.slice(1, -1))] : undefined;
    return follow(rest, { path: `${path}${step}`, value: item });
  }
  return follow(rest, { path: path === '' ? step : `${path}.${step}`, value: getProperty(value, step) });
}

function every(rest: readonly string[], { path, value }: Found): Found {
  if (!Array.isArray(value)) return { path, value: undefined };
  const elements = Array.from(value, (item: unknown, index) =>
    follow(rest, { path: `${path}[${index}]`, value: item }),
  ).flatMap((found) => found.elements ?? [found]);
  return { path, value: elements.map((element) => element.value), elements };
}
