import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../test-results/screenshots', import.meta.url));

export interface OpenPage extends AsyncDisposable {
  page: Page;
  /** What the browser complained about: errors of scripts and refusals by the content security policy. */
  complaints: string[];
}

export interface Look {
  width: number;
  scheme: 'light' | 'dark';
}

/** A page in a fresh profile; `await using` closes it. */
export async function openPage(browser: Browser, look: Look): Promise<OpenPage> {
  const options: BrowserContextOptions = {
    viewport: { width: look.width, height: heightFor(look.width) },
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (isComplaint(message)) complaints.push(message.text());
  });
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Keeps a picture under test-results/screenshots. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

function heightFor(width: number): number {
  return Math.round((width * 10) / 16);
}

// A socket that is refused is what some of the tests are about.
function isComplaint(message: ConsoleMessage): boolean {
  return message.type() === 'error' && !/WebSocket/.test(message.text());
}
