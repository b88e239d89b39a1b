import { appendKey } from '../../src/issues.ts';

/** The keys and indices on the way to a value. */
export type Segments = readonly (string | number)[];

const SEGMENT = /([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g;

/** Writes a path as the library's issues have it: `properties.products[2]["a.b"]`. */
export function pathOf(segments: Segments): string {
  return segments.reduce<string>((path, segment) => {
    return typeof segment === 'number' ? `${path}[${segment}]` : appendKey(path, segment);
  }, '');
}

/** Takes such a path apart. */
export function segmentsOf(path: string): Segments {
  return Array.from(path.matchAll(SEGMENT), ([, name, index, quoted]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (name ?? '') : String(JSON.parse(quoted));
  });
}

/** Appends a path to the path of what it starts at. */
export function joinPaths(start: string, path: string): string {
  return pathOf([...segmentsOf(start), ...segmentsOf(path)]);
}
