import { existsSync } from 'node:fs';
import { test } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';
import { onCleanup } from './ledger.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A headless Chromium for the present test. It comes from the operating system's packages. */
async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('This test needs Chromium: apt-get install chromium');
  // Containers seldom let a browser build its own sandbox; it only ever visits the server under test.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  onCleanup(async () => browser.close());
  return browser;
}

/**
 * A test in a real browser. Where there is none it says so, loudly, and proves nothing; in continuous integration it fails.
 */
export function testInBrowser(
  title: string,
  run: (browser: Browser) => Promise<void>,
  timeoutMs?: number,
): void {
  test(
    title,
    async () => {
      if (findChromium() === undefined && process.env.CI === undefined) {
        process.stderr.write(
          `NOT TESTED, because there is no Chromium (apt-get install chromium): ${title}\n`,
        );
        return;
      }
      await run(await openBrowser());
    },
    timeoutMs,
  );
}

function findChromium(): string | undefined {
  return process.env.CHROMIUM ?? CHROMIUM.find((path) => existsSync(path));
}
