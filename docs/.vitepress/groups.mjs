// A plugin of typedoc: groups the reference by the folders of src, so that no source needs a tag.
import { Comment, CommentTag, Converter, ReflectionKind } from 'typedoc';

/** The start of a file's path -> its group; the first match counts. */
const groups = [
  ['segment/', 'Segment types'],
  ['miso/upload', 'Results'],
  ['miso/', 'Miso types'],
  ['rules/', 'Options'],
  ['options/', 'Options'],
  ['', 'Results'],
];

/** @param {import('typedoc').Application} app */
export function load({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    for (const reflection of context.project.children ?? []) {
      // the comment of a function is that of its signature
      const commented = reflection.signatures?.[0] ?? reflection;
      commented.comment ??= new Comment();
      commented.comment.blockTags.push(
        new CommentTag('@group', [{ kind: 'text', text: findGroup(context, reflection) }]),
      );
    }
  });
}

/**
 * @param {import('typedoc').Context} context
 * @param {import('typedoc').DeclarationReflection} reflection
 */
function findGroup(context, reflection) {
  if (reflection.kind === ReflectionKind.Function) return 'Functions';
  if (reflection.kind === ReflectionKind.Variable) return 'Tables';
  const [declaration] = context.getSymbolFromReflection(reflection)?.declarations ?? [];
  const [, path = ''] = declaration?.getSourceFile().fileName.split('/src/') ?? [];
  return groups.find(([start]) => path.startsWith(start))[1];
}
