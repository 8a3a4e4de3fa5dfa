import { describe, expect, test } from '@jest/globals';
import { Client, useApi } from '../../support/api.js';

const api = useApi({ trustProxy: 1 });

describe('Every answer', () => {
  test('to an address that cannot be read has the policy as well', async () => {
    const { status, headers } = await api.stranger.fetch('/%E0%A4%A');
    expect(status).toBe(400);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each(['/', '/graphql', '/api/me', '/health/live', '/nowhere'])(
    'of %s keeps browsers on a short leash',
    async (path) => {
      const { headers } = await api.stranger.get(path);

      expect(headers.get('content-security-policy')).toContain("default-src 'self'; script-src 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('permissions-policy')).toContain('camera=(), ');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.has('x-powered-by')).toBe(false);
      expect(headers.has('server')).toBe(false);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test.each([
    ...[
      '/',
      '/sign-in',
      '/console/users',
      '/nowhere',
      '/theme.js',
      '/pages/style.css',
      '/explorer',
      '/explorer/main.js',
    ],
    ...[
      '/api',
      '/api/me',
      '/api/docs',
      '/api/docs/static/index.html',
      '/api/openapi.json',
      '/api/errors/NOT_FOUND',
    ],
    ...['/graphql', '/graphql/stream', '/health/live', '/metrics'],
  ])('of %s lets nothing inline run or style the page', async (path) => {
    const { headers } = await api.stranger.fetch(path, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';

    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/style-src 'self'( 'nonce-[\w-]{22}')?(;|$)/);
    expect(policy).not.toContain('unsafe-');
  });

  test('of the explorer has a nonce of its own, which its page has too', async () => {
    const answers = await Promise.all([api.stranger.fetch('/explorer'), api.stranger.fetch('/explorer')]);
    const nonces = answers.map(
      ({ headers }) => /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1],
    );
    const pages = await Promise.all(answers.map(async (answer) => answer.text()));

    expect(new Set(nonces).size).toBe(2);
    for (const [index, page] of pages.entries()) {
      const inPage = [...page.matchAll(/nonce="([^"]*)"/g)].map(([, nonce]) => nonce);
      expect(inPage.length).toBeGreaterThan(2);
      expect(new Set(inPage)).toEqual(new Set([nonces[index]]));
    }
    // A page that is kept would be shown under the policy of another answer.
    expect(answers[0].headers.get('cache-control')).toBe('no-store');
  });

  test('insists on HTTPS to those who came over HTTPS', async () => {
    const plain = await api.stranger.get('/health/live');
    const secure = await new Client(api, { 'x-forwarded-proto': 'https' }).get('/health/live');

    expect(plain.headers.has('strict-transport-security')).toBe(false);
    expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  test('is for pages of our own: no other origin is let in', async () => {
    const foreign = new Client(api, { origin: 'https://evil.example' });

    const simple = await foreign.graphql('{ me { id } }');
    const preflight = await foreign.fetch('/graphql', {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });

    expect(simple.headers.has('access-control-allow-origin')).toBe(false);
    expect(preflight.headers.has('access-control-allow-origin')).toBe(false);
    expect(preflight.ok).toBe(false);
  });

  test('with personal data is stored by nobody', async () => {
    const user = await api.customer();

    expect((await user.get('/api/me')).headers.get('cache-control')).toContain('no-store');
    expect((await user.graphql('{ me { email } }')).headers.get('cache-control')).toContain('no-store');
  });
});
