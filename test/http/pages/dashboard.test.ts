import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { dashboardPlugin } from '../../../server/http/pages/dashboard.js';
import { securityHeadersPlugin } from '../../../server/http/headers/security-headers.js';
import { onCleanup, temporaryFolder } from '../../support/ledger.js';

const PAGES = ['index', 'wallet', 'statement', 'verify', 'pay', 'sign-in', 'console', 'console-list'].map(
  (name) => `${name}.html`,
);
const SCRIPT = `console.log(${JSON.stringify('x'.repeat(5_000))})`;

async function startDashboard(): Promise<FastifyInstance> {
  const root = `${temporaryFolder()}/`;
  mkdirSync(join(root, 'assets'));
  for (const page of PAGES) writeFileSync(join(root, page), `<!doctype html><title>${page}</title>`);
  writeFileSync(join(root, 'theme.js'), 'dark()');
  writeFileSync(join(root, 'assets/index-abc.js'), SCRIPT);
  writeFileSync(join(root, 'assets/icons-abc.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(root, 'assets/index-abc.js.br'), brotliCompressSync(SCRIPT));
  const fastify = Fastify();
  onCleanup(async () => fastify.close());
  await fastify.register(securityHeadersPlugin);
  await fastify.register(dashboardPlugin, { root });
  return fastify;
}

describe('The dashboard', () => {
  test.each([
    ['/', 'index.html'],
    ['/sign-in', 'sign-in.html'],
    ['/register', 'sign-in.html'],
    ['/wallets/1/transactions/2?type=DEPOSIT', 'wallet.html'],
    ['/wallets/1/statement?from=2026-01-01&to=2026-01-31', 'statement.html'],
    ['/verify', 'verify.html'],
    ['/pay/deposit', 'pay.html'],
    ['/console', 'console.html'],
    ['/console/users', 'console-list.html'],
  ])('When %s is asked for, then %s is answered, asked for anew each time', async (url, page) => {
    const { statusCode, headers, body } = await (await startDashboard()).inject(url);
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: `<!doctype html><title>${page}</title>` });
    expect(headers['cache-control']).toBe('no-cache');
  });

  test('Its page runs scripts and has styles from files of the same server only', async () => {
    const { headers } = await (await startDashboard()).inject('/');
    expect(headers['content-security-policy']).toContain("script-src 'self'; style-src 'self';");
    expect(headers['content-security-policy']).toContain("default-src 'self';");
  });

  test('A file that is named by its content is kept for a year, and answered as it was compressed beforehand', async () => {
    const { headers, statusCode, rawPayload } = await (
      await startDashboard()
    ).inject({ url: '/assets/index-abc.js', headers: { 'accept-encoding': 'br' } });
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-encoding']).toBe('br');
    expect(headers.vary).toContain('accept-encoding');
    expect(headers['content-type']).toContain('javascript');
    expect(brotliDecompressSync(rawPayload).toString()).toBe(SCRIPT);
  });

  test('A script, style or font that is named by its content has no headers that are for pages', async () => {
    const { headers } = await (await startDashboard()).inject('/assets/index-abc.js');
    expect(Object.keys(headers).toSorted()).toEqual([
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'cross-origin-resource-policy',
      'date',
      'vary',
      'x-content-type-options',
    ]);
    const drawing = await (await startDashboard()).inject('/assets/icons-abc.svg');
    expect(drawing.headers['content-security-policy']).toContain("default-src 'self'");
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
