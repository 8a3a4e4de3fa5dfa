import { describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { errorsPlugin } from '../../server/http/errors.js';
import { landingPlugin, pageFilesPlugin } from '../../server/http/pages/plugin.js';
import { requestLogPlugin } from '../../server/http/request-log.js';
import { securityHeadersPlugin } from '../../server/http/security-headers.js';
import { openBrowser } from '../support/browser.js';
import { onCleanup } from '../support/ledger.js';

/** What a page looks like to the browser. */
interface Drawn {
  readonly scrollWidth: number;
  readonly background: string;
  readonly fontColor: string;
}

/** A server that has nothing but its pages: with a dashboard the landing page would not be there. */
async function startPages(demo: boolean): Promise<string> {
  const fastify = Fastify();
  onCleanup(async () => fastify.close());
  await fastify.register(requestLogPlugin);
  await fastify.register(securityHeadersPlugin);
  await fastify.register(errorsPlugin);
  await fastify.register(pageFilesPlugin);
  await fastify.register(landingPlugin, { demo });
  return fastify.listen({ port: 0 });
}

describe('The landing page', () => {
  test.each(['light', 'dark'] as const)(
    'fits a phone and a desk, %s, without a script or a complaint',
    async (colorScheme) => {
      const url = await startPages(true);
      const browser = await openBrowser();
      const complaints: string[] = [];

      for (const width of [360, 1280]) {
        const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        page.on('console', (message) => complaints.push(message.text()));
        await page.goto(url);
        const { scrollWidth, background, fontColor } = await page.evaluate<Drawn>(`({
        scrollWidth: document.documentElement.scrollWidth,
        background: getComputedStyle(document.body).backgroundColor,
        fontColor: getComputedStyle(document.body).color,
      })`);

        expect(scrollWidth).toBe(width);
        // The style sheet has arrived, in the wanted scheme.
        expect(background < fontColor).toBe(colorScheme === 'dark');
        expect(await page.locator('script').count()).toBe(0);
        expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
          'Small savings, kept exactly.',
        );
      }
      expect(complaints).toEqual([]);
    },
  );

  test('leads to everything that is there, and tells who can sign in only to a demo', async () => {
    const demo = await (await fetch(await startPages(true))).text();
    const earnest = await (await fetch(await startPages(false))).text();

    for (const path of ['/explorer', '/api/docs', '/api/openapi.json', '/health/ready', '/metrics']) {
      expect(earnest).toContain(`href="${path}"`);
    }
    expect(demo).toContain('amina@example.com');
    expect(earnest).not.toContain('example.com');
  });
});
