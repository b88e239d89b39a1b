/**
 * Folds a name, so that spellings of one event meet: takes away case, blanks and `_ - .`.
 *
 * @example
 * ```ts
 * foldEventName(' product_viewed');
 * //=> 'productviewed'
 * ```
 */
export function foldEventName(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}
