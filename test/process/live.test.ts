import { expect, test } from '@jest/globals';
import { User } from '../support/api.js';
import { LiveStream } from '../support/live.js';
import { serve } from '../support/process.js';
import { stage } from './stage.js';

const SEQUENCES = `subscription ($walletId: ID!, $after: Int) {
  walletActivity(walletId: $walletId, afterSequence: $after) { sequence entry { sequence } }
}`;
const CHANGES = 'subscription { walletChanges { id } }';

/** The sequences of the entries that a stream tells of, until it breaks. */
async function hear(stream: LiveStream, heard: number[]): Promise<void> {
  for (let message = await stream.next(); message; message = await stream.next()) {
    expect(message.event).toBe('next');
    const { walletActivity } = message.data?.data as {
      walletActivity: { entry: { sequence: number } | null };
    };
    if (walletActivity.entry) heard.push(walletActivity.entry.sequence);
  }
}

test('When the server is killed and started again while somebody listens, then they hear each entry once and in order', async () => {
  const { path, amina, walletId, ...first } = await stage();
  const heard: number[] = [];
  let serving: { url: string; process: typeof first.process } = first;
  for (let restart = 0; restart < 3; restart += 1) {
    const user = new User(serving, amina.id, amina.email, amina.token);
    const after = heard.at(-1) ?? 0;
    const hearing = hear(await LiveStream.open(user, SEQUENCES, { walletId, after }), heard);
    const enough = heard.length + 10;
    const depositing = (async () => {
      // Until the connection breaks.
      while (await user.deposit(walletId, '1.00').catch(() => undefined));
    })();
    while (heard.length < enough) await new Promise(setImmediate);
    await serving.process.stop('SIGKILL');
    await Promise.all([hearing, depositing]);
    serving = await serve({ DATABASE_URL: `sqlite:${path}` });
  }
  const user = new User(serving, amina.id, amina.email, amina.token);
  await user.deposit(walletId, '1.00');
  const last = Number((await user.get(`/api/wallets/${walletId}/entries?first=1`)).at('data.0.sequence'));
  const stream = await LiveStream.open(user, SEQUENCES, { walletId, after: heard.at(-1) ?? 0 });
  const hearing = hear(stream, heard);
  while (heard.at(-1) !== last) await new Promise(setImmediate);
  stream.kill();
  await hearing;

  expect(heard).toEqual(Array.from({ length: last }, (_, index) => index + 1));
});

test('When it is told to stop while many listen, then it ends their streams and does not wait for them', async () => {
  const { amina, process } = await stage();
  const streams = await Promise.all(Array.from({ length: 10 }, async () => LiveStream.open(amina, CHANGES)));
  await Promise.all(streams.map(async (stream) => stream.next()));
  const stopped = process.stop();
  const rest = await Promise.all(streams.map(async (stream) => stream.take(1)));

  expect(await stopped).toMatchObject({ code: 0, stderr: '' });
  // No farewell: their clients come back.
  expect(rest.flat()).toEqual([]);
});
