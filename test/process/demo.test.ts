import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DEMO_USERS } from '../../server/demo/sign-ins.js';
import { Client } from '../support/api.js';
import { temporaryFolder } from '../support/ledger.js';
import { nissmart, Nissmart, serve, type Environment } from '../support/process.js';

function demoDatabase(): Environment {
  return { DATABASE_URL: `sqlite:${join(temporaryFolder(), 'nissmart.db')}`, NISSMART_DEMO: '1', PORT: '0' };
}

async function signIn(url: string, email: string) {
  return new Client({ url }).post('/api/auth/login', { email, password: 'nissmart-demo' });
}

test('When the database is empty, then it is filled, the sign-ins are printed, and a second start fills in nothing', async () => {
  const env = demoDatabase();
  const first = await serve(env);
  for (const email of ['amina@example.com', 'analyst@example.com', 'ops@example.com']) {
    expect((await signIn(first.url, email)).status).toBe(200);
  }
  const { stdout } = await first.process.stop();
  expect(stdout).toContain('Filling in demo data: 100 %\n');
  expect(stdout).toContain('Demo sign-ins, all with the password nissmart-demo:');
  for (const { email } of DEMO_USERS) expect(stdout).toContain(email);

  const second = await serve(env);
  const again = await second.process.stop();
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).not.toContain('Filling in');
  expect(again.stdout).toContain('Demo sign-ins, all with the password nissmart-demo:');
});

test('When the database is in memory, then the demo data is there all the same', async () => {
  const { url, process } = await serve({ DATABASE_URL: 'sqlite::memory:', NISSMART_DEMO: '1' });
  expect((await signIn(url, 'brian@example.com')).status).toBe(200);
  expect(await process.stop()).toMatchObject({ code: 0, stderr: '' });
});

test('When the fill is stopped, and killed when it goes on, then the third start completes it', async () => {
  const env = demoDatabase();
  const stopped = new Nissmart(['serve'], env);
  await stopped.line(/^Filling in demo data: 25 %$/);
  expect(await stopped.stop()).toMatchObject({
    code: 0,
    stdout: expect.not.stringMatching(/listening|100 %/),
  });
  const killed = new Nissmart(['serve'], env);
  await killed.line(/^Filling in demo data: 50 %$/);
  expect(await killed.stop('SIGKILL')).toMatchObject({
    stdout: expect.not.stringMatching(/listening|100 %/),
  });

  const { url, process } = await serve(env);
  expect((await signIn(url, 'adaeze@example.com')).status).toBe(200);
  expect((await process.stop()).stdout).toMatch(
    /^29 customers, \d\d wallets in 9 currencies, \d{4} transactions/m,
  );
  expect(await nissmart(['verify'], { env })).toMatchObject({ code: 0, stderr: '' });
  expect(await nissmart(['demo'], { env })).toMatchObject({
    code: 1,
    stderr: 'nissmart: the demo data is in this database already\n',
  });
});

test('When the database has customers of its own, then nothing is filled in and no demo sign-ins are printed', async () => {
  const env = demoDatabase();
  const first = await serve({ ...env, NISSMART_DEMO: '0' });
  const registration = {
    email: 'wanjiku@example.com',
    displayName: 'Wanjiku',
    password: 'correct horse battery',
  };
  expect((await new Client(first).post('/api/auth/register', registration)).status).toBe(201);
  await first.process.stop();

  const second = await serve(env);
  expect((await second.process.stop()).stdout).not.toMatch(/Filling in|Demo sign-ins/);
  expect(await nissmart(['demo'], { env })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'nissmart: this database has customers of its own; demo data goes into an empty one only\n',
  });
});
