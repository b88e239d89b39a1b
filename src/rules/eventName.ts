/**
 * Normalizes a name, so that its variants are alike: ignores case, spaces and `_ - .`.
 *
 * @example
 * ```ts
 * normalizeEventName(' product_viewed');
 * //=> 'productviewed'
 * ```
 */
export function normalizeEventName(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]+/g, '');
}
