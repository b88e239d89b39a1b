/**
 * Removes user names and passwords from an address, also from other addresses in it.
 *
 * @example
 * ```ts
 * removeCredentials('https://user:password@shop.example/?back=https://user:password@shop.example');
 * //=> 'https://shop.example/?back=https://shop.example'
 * ```
 */
export function removeCredentials(address: string): string {
  if (!address.includes('@')) return address;
  return address.replace(/^([^/\\?#]*[/\\]{2,})[^/\\?#]*@/, '$1').replace(/(\/\/)[^/?#:@]*:[^/?#@]*@/g, '$1');
}

/**
 * Compiles the option `pageQuery`: `drop` removes query and fragment from an address, an array keeps the query parameters of
 * those names; `undefined` where nothing is removed.
 *
 * @example
 * ```ts
 * compilePageQuery(['page'])?.('https://shop.example/shoes?email=a%40b.example&page=2#top');
 * //=> 'https://shop.example/shoes?page=2'
 * ```
 */
export function compilePageQuery(
  pageQuery: 'keep' | 'drop' | readonly string[] = 'keep',
): ((address: string) => string) | undefined {
  if (pageQuery === 'keep') return undefined;
  const kept = new Set(pageQuery === 'drop' ? [] : pageQuery);
  return (address) => {
    const { 0: withoutFragment = '' } = address.split('#', 1);
    const start = withoutFragment.indexOf('?');
    if (start < 0) return withoutFragment;
    const query = withoutFragment
      .slice(start + 1)
      .split('&')
      .filter((parameter) => kept.has(readName(parameter)));
    const path = withoutFragment.slice(0, start);
    return query.length > 0 ? `${path}?${query.join('&')}` : path;
  };
}

function readName(parameter: string): string {
  const { 0: name = '' } = parameter.split('=', 1);
  try {
    return decodeURIComponent(name.replace(/\+/g, ' '));
  } catch {
    // not a valid encoding: as it is written
    return name;
  }
}
