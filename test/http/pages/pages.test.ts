import { describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { errorsPlugin } from '../../../server/http/errors.js';
import { landingPlugin, pageFilesPlugin } from '../../../server/http/pages/plugin.js';
import { requestLogPlugin } from '../../../server/http/observability/request-log.js';
import { securityHeadersPlugin } from '../../../server/http/headers/security-headers.js';
import { testInBrowser } from '../../support/browser.js';
import { onCleanup } from '../../support/ledger.js';

/** Properties of a page as the browser draws it. */
interface Drawn {
  readonly scrollWidth: number;
  readonly background: string;
  readonly fontColor: string;
}

/** Colours that only the style sheet can have set. */
const SCHEMES = {
  light: { background: 'rgb(250, 248, 243)', fontColor: 'rgb(23, 33, 28)' },
  dark: { background: 'rgb(16, 20, 18)', fontColor: 'rgb(233, 239, 235)' },
};

/**
 * A server that has nothing but its pages: with a dashboard the landing page would not be there. It ends connections as it
 * closes, because browsers open spare ones, and Node waits without end for a connection that has never sent anything.
 */
async function startPages(demo: boolean): Promise<string> {
  const fastify = Fastify({ forceCloseConnections: true });
  onCleanup(async () => fastify.close());
  await fastify.register(requestLogPlugin);
  await fastify.register(securityHeadersPlugin);
  await fastify.register(errorsPlugin);
  await fastify.register(pageFilesPlugin);
  await fastify.register(landingPlugin, { demo });
  return fastify.listen({ port: 0 });
}

describe('The landing page', () => {
  testInBrowser(
    'fits a phone and a desk, in light and dark, without a script or a complaint',
    async (browser) => {
      const url = await startPages(true);
      const complaints: string[] = [];

      for (const colorScheme of ['light', 'dark'] as const) {
        for (const width of [360, 1280]) {
          const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
          page.on('console', (message) => complaints.push(message.text()));
          await page.goto(url);
          const drawn = await page.evaluate<Drawn>(`({
          scrollWidth: document.documentElement.scrollWidth,
          background: getComputedStyle(document.body).backgroundColor,
          fontColor: getComputedStyle(document.body).color,
        })`);

          expect(drawn.scrollWidth).toBe(width);
          expect(drawn).toMatchObject(SCHEMES[colorScheme]);
          expect(await page.locator('script').count()).toBe(0);
          expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
            'Small savings, kept exactly.',
          );
        }
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
