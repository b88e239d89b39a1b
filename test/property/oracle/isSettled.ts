import { type OracleOptions, type Source, type Sources } from './readPaths.ts';

/** Whether the document says what becomes of an event. Where it does not, the code is left to its own tests. */
export function isSettled(options: OracleOptions = {}): boolean {
  return !hasListsInLists(options);
}

/** `a[].b[]` of products or filters: the code names the outer list, as it does not know where in it an item is. */
function hasListsInLists(options: OracleOptions): boolean {
  return [...listSources(options, 'products'), ...listSources(options, 'filters')]
    .flat()
    .some((path) => path.split('[]').length > 2);
}

function listSources(options: OracleOptions, field: string): Source[] {
  return listAllFields(options)
    .map((fields) => fields[field])
    .filter((source) => source !== undefined);
}

/** The sources for all events, and those of each rule. */
function listAllFields({ fields = {}, events = {}, pages = {}, screens = {} }: OracleOptions): Sources[] {
  const rules = [events, pages, screens].flatMap((named) => Object.values(named));
  const detailed = rules.map((rule) => (typeof rule === 'object' && 'to' in rule ? (rule.fields ?? {}) : {}));
  return [fields, ...detailed];
}
