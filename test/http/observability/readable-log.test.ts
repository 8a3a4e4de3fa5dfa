import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createLogger } from '../../../server/http/observability/logging.js';
import { readableLog } from '../../../server/http/observability/readable-log.js';
import { PASSWORD } from '../../support/api.js';
import { startApi } from '../../support/started.js';

class Screen extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  get lines(): string[] {
    return this.text.trimEnd().split('\n');
  }
}

test('When a person looks, then each request is one short line, without secrets', async () => {
  const screen = new Screen();
  const api = await startApi({}, { logger: createLogger('info', readableLog(false, screen)) });
  const amina = await api.customer('Amina');
  await amina.get('/api/me');
  await amina.get('/nowhere?token=zebra');

  expect(screen.lines.at(-2)).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: GET \/api\/me 200 \d+(\.\d)? ms customer$/);
  expect(screen.lines.at(-1)).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: GET \/nowhere 404 \d+(\.\d)? ms$/);
  expect(screen.text).not.toContain('zebra');
  expect(screen.text).not.toContain(PASSWORD);
  expect(screen.text).not.toContain(amina.token);
});

test('When something else is logged, then its message, its fields and its stack are there, and secrets are not', () => {
  const screen = new Screen();
  const log = createLogger('info', readableLog(false, screen));
  log.warn({ kind: 'pending', token: 'zebra' }, 'something waits');
  log.error({ err: new Error('no space left') }, 'a job failed');

  expect(screen.lines[0]).toMatch(/WARN: something waits kind=pending token=\[redacted\]$/);
  expect(screen.text).toMatch(/ERROR: a job failed\nError: no space left\n +at /);
  expect(screen.text).not.toContain('zebra');
});
