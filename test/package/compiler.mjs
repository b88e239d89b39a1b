// A compiler in a process of its own, by the name of its package. Told the path of a project's configuration, it answers with
// what `tsc` would say. It stays for the next project: by then it is three times as fast as a new one.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const ts = createRequire(import.meta.url)(process.argv[2]);

process.on('message', (path) => {
  process.send(compiled(path));
});

function compiled(path) {
  const { config, error } = ts.readConfigFile(path, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, dirname(path), undefined, path);
  const program = ts.createProgram({
    rootNames: parsed.fileNames,
    options: parsed.options,
    configFileParsingDiagnostics: error === undefined ? parsed.errors : [error],
  });
  const said = ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => '\n',
  });
  return { said, instantiations: program.getInstantiationCount(), types: program.getTypeCount() };
}
