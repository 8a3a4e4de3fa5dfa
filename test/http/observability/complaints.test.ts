import { expect } from '@jest/globals';
import { expectComplaint, testInBrowser } from '../../support/browser.js';
import { startApi } from '../../support/started.js';

testInBrowser('What the policy of a page refuses is an error that a test hears of', async (browser) => {
  expectComplaint(browser, /^Executing inline script violates|^Refused to execute inline script/);
  const api = await startApi();
  const page = await browser.newPage();
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  await page.goto(`${api.url}/health/live`);
  const script = "document.title = 'inline'";
  await page.evaluate(
    `const script = document.createElement('script');
    script.textContent = ${JSON.stringify(script)};
    document.documentElement.append(script);`,
  );
  expect(await page.title()).not.toBe('inline');
  expect(heard.join()).toMatch(/inline script/);
});
