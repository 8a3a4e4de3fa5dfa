import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Client } from '../support/client.js';
import { onCleanup, temporaryFolder } from '../support/ledger.js';
import { MailServer, tokenIn } from '../support/mail-server.js';
import { Nissmart, nissmart, serve, type Environment } from '../support/process.js';

const ACCOUNT = { email: 'amina@example.com', displayName: 'Amina', password: 'correct horse battery' };
const FROM = 'Nissmart <no-reply@example.com>';

/** A database with one account. */
async function database(): Promise<Environment> {
  const env = { DATABASE_URL: `sqlite:${join(temporaryFolder(), 'nissmart.db')}` };
  const { url, process } = await serve(env);
  expect((await new Client({ url }).post('/api/auth/register', ACCOUNT)).status).toBe(201);
  await process.stop();
  return env;
}

/** Something that takes connections and says nothing. */
async function mute(): Promise<{ server: Server; port: number; called: Promise<unknown> }> {
  const server = createServer();
  const called = once(server, 'connection');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onCleanup(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port, called };
}

test('When the server is killed between the commit and the sending, then the next one sends the mail', async () => {
  const env = { ...(await database()), NISSMART_MAIL_FROM: FROM };
  const { port, called, server } = await mute();
  const first = await serve({ ...env, NISSMART_SMTP_URL: `smtp://127.0.0.1:${String(port)}` });
  const stranger = new Client(first);
  expect((await stranger.post('/api/auth/password-resets', { email: ACCOUNT.email })).status).toBe(204);
  await called;
  await first.process.stop('SIGKILL');
  server.close();

  const mails = await MailServer.start();
  const second = await serve({ ...env, NISSMART_SMTP_URL: mails.config.smtpUrl });
  const token = tokenIn(await mails.mail(1));
  const newPassword = 'an entirely new password';
  const reset = await new Client(second).post('/api/auth/password-resets/complete', { token, newPassword });
  expect(reset.status).toBe(204);
  const login = { email: ACCOUNT.email, password: newPassword };
  expect((await new Client(second).post('/api/auth/login', login)).status).toBe(200);
  const [mail] = mails.mails;
  // Without a public address, the links lead to where the server listens.
  expect(mail?.source).toContain(`${second.url}/reset-password#token=`);
});

test('When it runs in demo mode without mail, then links are shown in the terminal, and in no log', async () => {
  const running = new Nissmart(['serve'], {
    ...{ PORT: '0', NISSMART_DEMO: '1', NISSMART_RATE_LIMIT: 'off', LOG_LEVEL: 'trace' },
    ...(await database()),
  });
  const [, url = ''] = await running.line(/^listening on (http:\S+)$/);
  const shown = running.line(/^mail to /);
  await new Client({ url }).post('/api/auth/password-resets', { email: ACCOUNT.email });
  await shown;
  const { stdout } = await running.stop();
  const lines = stdout.split('\n').filter((line) => line.includes('#token='));
  expect(lines).toEqual([
    expect.stringMatching(
      /^mail to amina@example\.com: Set a new password http:\/\/127\.0\.0\.1:\d+\/reset-password#token=nsl_/,
    ),
  ]);
});

test('When it runs in production without mail, then it says so once, and nothing that needs mail is done', async () => {
  const running = new Nissmart(['serve'], {
    ...{ PORT: '0', NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    ...(await database()),
  });
  const [, url = ''] = await running.line(/^listening on (http:\S+)$/);
  const answer = await new Client({ url }).post('/api/auth/password-resets', { email: 'amina@example.com' });
  expect([answer.status, answer.at('code')]).toEqual([501, 'FEATURE_OFF']);
  const { stdout } = await running.stop();
  expect(stdout.match(/NISSMART_SMTP_URL is not set/g)).toHaveLength(1);
  expect(stdout).not.toContain('#token=');
});

test('When mail is configured by half, then the server does not start', async () => {
  const base = { DATABASE_URL: 'sqlite::memory:', PORT: '0' };
  const ended = async (env: Record<string, string>) => {
    const { code, stderr } = await nissmart(['serve'], { env: { ...base, ...env } });
    return [code, stderr.trim()];
  };
  expect(await ended({ NISSMART_SMTP_URL: 'smtp://127.0.0.1:25' })).toEqual([
    2,
    expect.stringContaining('NISSMART_SMTP_URL and NISSMART_MAIL_FROM go together'),
  ]);
  const smtp = { NISSMART_SMTP_URL: 'smtp://127.0.0.1:25', NISSMART_MAIL_FROM: FROM };
  expect(await ended({ ...smtp, NODE_ENV: 'production' })).toEqual([
    2,
    expect.stringContaining('NISSMART_PUBLIC_URL is needed with NISSMART_SMTP_URL'),
  ]);
  expect(await ended({ ...smtp, NISSMART_SMTP_URL: 'http://127.0.0.1' })).toEqual([
    2,
    expect.stringContaining('NISSMART_SMTP_URL must be smtp://'),
  ]);
});
