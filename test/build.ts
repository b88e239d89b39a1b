import { execFileSync } from 'node:child_process';

/** Builds the package once, before the tests that use it as a user does. */
export default function build(): void {
  execFileSync(process.execPath, ['node_modules/tsup/dist/cli-default.js', '--silent'], { stdio: 'inherit' });
}
