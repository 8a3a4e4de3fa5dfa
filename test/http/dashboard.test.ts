import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { dashboardPlugin } from '../../server/http/dashboard.js';
import { securityHeadersPlugin } from '../../server/http/security-headers.js';
import { onCleanup, temporaryFolder } from '../support/ledger.js';

async function startDashboard(): Promise<FastifyInstance> {
  const root = `${temporaryFolder()}/`;
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>Nissmart</title>');
  writeFileSync(join(root, 'theme.js'), 'dark()');
  writeFileSync(join(root, 'assets/index-abc.js'), `console.log(${JSON.stringify('x'.repeat(5_000))})`);
  const fastify = Fastify();
  onCleanup(async () => fastify.close());
  await fastify.register(securityHeadersPlugin);
  await fastify.register(dashboardPlugin, { root });
  return fastify;
}

describe('The dashboard', () => {
  test.each([
    '/',
    '/sign-in',
    '/wallets/1/transactions/2?type=DEPOSIT',
    '/pay/deposit',
    '/console',
    '/console/users',
  ])('When %s is asked for, then its page is answered, asked for anew each time', async (url) => {
    const { statusCode, headers, body } = await (await startDashboard()).inject(url);
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '<!doctype html><title>Nissmart</title>' });
    expect(headers['cache-control']).toBe('no-cache');
  });

  test('Its page runs scripts from files of the same server only', async () => {
    const { headers } = await (await startDashboard()).inject('/');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).toContain("default-src 'self';");
  });

  test('A file that is named by its content is kept for a year, and compressed', async () => {
    const { headers, statusCode } = await (
      await startDashboard()
    ).inject({ url: '/assets/index-abc.js', headers: { 'accept-encoding': 'br' } });
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-encoding']).toBe('br');
  });

  test('Any other file is asked for anew each time', async () => {
    const { headers } = await (await startDashboard()).inject('/theme.js');
    expect(headers['cache-control']).toBe('no-cache');
  });

  test.each(['/assets/index-old.js', '/api/nonsense', '/no/such/page', '/.vite/manifest.json'])(
    '%s is not found',
    async (url) => {
      expect((await (await startDashboard()).inject(url)).statusCode).toBe(404);
    },
  );
});
