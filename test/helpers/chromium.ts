import { existsSync } from 'node:fs';

/** Debian's, unless the environment names another. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** The gate installs one; elsewhere there need be none. */
export const hasChromium = process.env['CI'] !== undefined || existsSync(CHROMIUM);
