import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { hasChromium } from '../helpers/chromium.ts';
import { openSite, type Site, type Visit, visitPlayground } from './openSite.ts';

export const PATIENCE = { timeout: 20_000 };

/** What the page shows of a single event. */
export interface ShownOutcome {
  readonly status: string;
  readonly interactions: readonly { readonly type: string; readonly timestamp?: string }[];
  readonly issues: readonly object[];
}

/** The playground in a browser, opened anew for each test. */
export class Playground {
  site!: Site;
  visit!: Visit;
  /** Problems that the test itself provokes. */
  expected: RegExp | undefined;

  get page(): Page {
    return this.visit.page;
  }

  async open(): Promise<void> {
    this.expected = undefined;
    this.visit = await visitPlayground(this.site);
  }

  /** Whatever it was that a test did: the page asks for its own files only, and complains of nothing. */
  async close(): Promise<void> {
    await this.page.context().close();
    const { requests, problems } = this.visit;
    expect(problems.filter((problem) => !this.expected?.test(problem))).toStrictEqual([]);
    const own = requests.filter((url) => /^(blob|data|about):/.test(url) || url.startsWith(this.site.url));
    expect(requests.filter((url) => !own.includes(url))).toStrictEqual([]);
  }

  async pick(start: string): Promise<void> {
    const labels = await this.page.locator('#sample option').allTextContents();
    const index = labels.findIndex((label) => label.startsWith(start));
    expect(index, start).toBeGreaterThan(-1);
    await this.page.locator('#sample').selectOption({ index });
  }

  async writePayload(payload: unknown): Promise<void> {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    await this.page.locator('#payload-tab').click();
    await this.page.locator('#payload .cm-content').fill(text);
  }

  /** Replaces the payload by what the clipboard has. */
  async paste(text: string, isWhole = true): Promise<void> {
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.locator('#payload .cm-content').click();
    if (isWhole) await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Control+v');
  }

  async writeOptions(code: string): Promise<void> {
    await this.page.locator('#options-tab').click();
    await this.page.locator('#options .cm-content').fill(code);
  }

  async statusIs(expected: RegExp, message = ''): Promise<void> {
    const read = (): Promise<string> => this.page.locator('#status').innerText();
    await expect.poll(read, { ...PATIENCE, message }).toMatch(expected);
  }

  async saidIs(expected: RegExp): Promise<void> {
    await expect.poll(() => this.page.locator('#said').innerText(), PATIENCE).toMatch(expected);
  }

  async fileStatusIs(expected: RegExp, timeout = 20_000): Promise<void> {
    await expect.poll(() => this.page.locator('#file-status').innerText(), { timeout }).toMatch(expected);
  }

  async typeIs(expected: string | undefined, message = '', of = this.page): Promise<void> {
    const readType = async (): Promise<unknown> => (await readOutcome(of)).interactions[0]?.type;
    await expect.poll(readType, { ...PATIENCE, message }).toBe(expected);
  }

  readSelection(): Promise<string> {
    return this.page.evaluate(() => getSelection()!.toString());
  }

  readClipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** The payload, where all of it is in sight. */
  async readPayload(): Promise<string> {
    const lines = await this.page.locator('#payload .cm-line').allTextContents();
    return lines.join('\n');
  }

  /** The text of an editor; CodeMirror has only the lines in sight in the page. */
  async readEditor(id: 'payload' | 'options'): Promise<string> {
    await this.page.locator(`#${id}-tab`).click();
    await this.page.locator('#copy-text').click();
    await this.saidIs(/is copied|are copied/);
    return this.readClipboard();
  }
}

/** Opens the playground before each test, and checks after each. */
export function usePlayground(): Playground {
  const playground = new Playground();
  beforeAll(async () => {
    if (hasChromium) playground.site = await openSite();
  });
  afterAll(async () => {
    if (hasChromium) await playground.site.close();
  });
  beforeEach(() => playground.open());
  afterEach(() => playground.close());
  return playground;
}

export async function readOutcome(page: Page): Promise<ShownOutcome> {
  return page.evaluate(() => {
    const textOf = (element: Element, selector: string): string =>
      element.querySelector(selector)!.textContent;
    const isStale = (document.querySelector('#outcome') as HTMLElement).inert;
    return {
      status: document.querySelector('#status .badge')?.textContent ?? '',
      interactions: [...(isStale ? [] : document.querySelectorAll('.code'))].map((code) => {
        const texts = [...code.querySelectorAll('.line > span:not(.source)')].map(
          ({ textContent }) => textContent,
        );
        return JSON.parse(texts.join('')) as never;
      }),
      issues: [...document.querySelectorAll('.issues > li')].map((issue) => ({
        code: textOf(issue, 'code'),
        severity: textOf(issue, '.badge'),
        path: textOf(issue, '.path').replace('the event', ''),
        message: textOf(issue, 'p'),
      })),
    };
  });
}
