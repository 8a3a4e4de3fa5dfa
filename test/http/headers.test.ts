import { describe, expect, test } from '@jest/globals';
import { Client, useApi } from '../support/api.js';

const api = useApi({ trustProxy: 1 });

describe('Every answer', () => {
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

  test('never allows inline scripts, not even for tools', async () => {
    const policies = await Promise.all(
      ['/', '/explorer', '/api/docs', '/api/docs/static/index.html'].map(
        async (path) =>
          (await api.stranger.fetch(path, { redirect: 'follow' })).headers.get('content-security-policy') ??
          '',
      ),
    );

    for (const policy of policies) expect(policy).toMatch(/script-src 'self'(;|$)/);
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
