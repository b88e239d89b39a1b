import { listEntries } from '../is.ts';
import { type FieldName, type Fields, fields } from './index.ts';
import { compileCompositeReader, compileReader, compileSources, type SourceOption } from './sources.ts';

/** The sources that a user names, by field. */
export type CustomSources = { readonly [Name in FieldName]?: SourceOption | undefined };

/**
 * Replaces fields by ones that are read where a user says; a value found there is parsed as usual. `option` is the path of the
 * option that names the sources.
 *
 * @example
 * ```ts
 * const { userId } = replaceFields(fields, 'fields', { userId: ['name', 'userId'] });
 * userId.read({ ...ctx, event: { userId: 7 } });
 * //=> '7'
 * ```
 */
export function replaceFields(base: Fields, option: string, sources: CustomSources): Fields {
  const replaced = listEntries(sources).map(
    ([name, source]) => [name, replaceField(name, `${option}.${name}`, source)] as const,
  );
  return { ...base, ...Object.fromEntries(replaced) };
}

function replaceField(name: string, option: string, source: SourceOption): object {
  // options are checked before: the name is one of a field
  const field = fields[name as FieldName];
  const sources = compileSources(option, source);
  const named = { ...field, option, keys: sources.map(({ path = 'a function' }) => path) };
  if ('readAt' in field) return { ...named, read: compileCompositeReader<object>(sources, field.readAt) };
  return { ...named, read: compileReader<unknown>(sources, field) };
}
