/**
 * Finds the name that was probably meant: the nearest, if it differs in one place, by a letter or a third of its letters.
 *
 * @example
 * ```ts
 * findNearest('lisen', ['listen', 'like']);
 * //=> 'listen'
 * ```
 */
export function findNearest(written: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, far: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(1, name.length / 3))
    .sort((one, other) => one.far - other.far);
  return ranked[0]?.name;
}

// the number of letters between what two strings have in common at the start and at the end
function distance(from: string, to: string): number {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start++;
  let end = 0;
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  return Math.max(from.length, to.length) - start - end;
}
