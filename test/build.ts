import { execSync } from 'node:child_process';

/** Builds the package once, before the tests that use it as a user does. */
export default function build(): void {
  execSync('npm run build --silent', { stdio: 'inherit' });
}
