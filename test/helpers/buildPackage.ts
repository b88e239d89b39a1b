import { execSync } from 'node:child_process';

/** Builds the package before the tests that use it as a user does: once, whatever the number of their projects. */
export default function buildPackage(): void {
  if (process.env['PACKAGE_IS_BUILT'] !== undefined) return;
  execSync('npm run build --silent', { stdio: 'inherit' });
  process.env['PACKAGE_IS_BUILT'] = 'yes';
}
