/**
 * The name that was probably meant: the nearest, if it differs in one letter, or at most a third of its letters.
 *
 * @example
 * ```ts
 * nearest('lisen', ['listen', 'like']);
 * //=> 'listen'
 * ```
 */
export function nearest(written: string, names: readonly string[]): string | undefined {
  // a long text is no misspelt name, and the distance takes its time
  if (written.length > 50) return undefined;
  const ranked = names
    .map((name) => ({ name, far: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(1, name.length / 3))
    .sort((one, other) => one.far - other.far);
  return ranked[0]?.name;
}

// how many letters are to be put in, taken out or changed
function distance(from: string, to: string): number {
  return (
    Array.from(from).reduce<number[]>(
      (row, letter, index) => {
        const next = [index + 1];
        Array.from(to).forEach((other, column) => {
          const [diagonal = 0, above = 0] = row.slice(column, column + 2);
          next.push(Math.min((next[column] ?? 0) + 1, above + 1, diagonal + (letter === other ? 0 : 1)));
        });
        return next;
      },
      Array.from({ length: to.length + 1 }, (_, index) => index),
    )[to.length] ?? 0
  );
}
