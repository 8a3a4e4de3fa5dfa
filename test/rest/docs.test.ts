import { describe, expect, test } from '@jest/globals';
import { ERROR_KINDS } from '../../server/errors/error-codes.js';
import { useApi } from '../support/api.js';

const api = useApi();

describe('The documentation', () => {
  test('is served as an OpenAPI document', async () => {
    const answer = await api.stranger.get('/api/openapi.json');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.body).toMatchObject({ openapi: '3.1.1', info: { title: 'Nissmart' } });
  });

  test.each(['/api/docs', '/api/docs/'])(
    'is a page at %s that loads nothing from elsewhere',
    async (path) => {
      const response = await api.stranger.fetch(path);
      const html = await response.text();
      const files = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(
        ([, file = '']) => new URL(file, api.url + path),
      );

      expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(files.length).toBeGreaterThan(4);
      for (const file of files) {
        expect(file.origin).toBe(api.url);
        const loaded = await fetch(file);
        expect([file.pathname, loaded.status]).toEqual([file.pathname, 200]);
        await loaded.body?.cancel();
      }
      // Scripts and styles within the page would need a weaker policy.
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
    },
  );

  test('of the page is the same document', async () => {
    const [page, document] = [
      await api.stranger.get('/api/docs/json'),
      await api.stranger.get('/api/openapi.json'),
    ];
    expect(page.body).toEqual(document.body);
  });

  test('has a page for every error code, where the type of its problems leads', async () => {
    for (const [code, kind] of Object.entries(ERROR_KINDS)) {
      const answer = await api.stranger.get(`/api/errors/${code}`);
      expect([answer.status, answer.body]).toEqual([200, { type: `/api/errors/${code}`, code, ...kind }]);
    }
    expect((await api.stranger.get('/api/errors/toString')).at('code')).toBe('NOT_FOUND');
  });
});
