import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { depositTo } from '../support/commands.js';
import { useApi } from '../support/api.js';
import { LiveStream } from '../support/live.js';

const api = useApi();

const SEQUENCES = `subscription ($walletId: ID!, $after: Int) {
  walletActivity(walletId: $walletId, afterSequence: $after) { sequence entry { sequence } }
}`;
const KILLS = 100;
/** For the slowest machine. */
const KILLS_MAX_MS = 240_000;

test(
  'When a subscriber is killed and comes back a hundred times under load, then it hears each entry once and in order',
  async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet();
    const wallet = { id: walletId, ownerId: amina.id, currency: 'KES' } as const;
    const { ledger } = api.app.services;
    const listening = new AbortController();
    const load = (async () => {
      while (!listening.signal.aborted) {
        await Promise.all(Array.from({ length: 4 }, async () => ledger.submit(depositTo(wallet, 1))));
        // The server and the subscriber run in this process, too.
        await sleep(5);
      }
    })();

    const heard: number[] = [];
    const hear = async (stream: LiveStream, messages: number): Promise<void> => {
      for (const { event, data } of await stream.take(messages)) {
        expect(event).toBe('next');
        const { walletActivity } = data?.data as { walletActivity: { entry: { sequence: number } | null } };
        if (walletActivity.entry) heard.push(walletActivity.entry.sequence);
      }
    };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const stream = await LiveStream.open(amina, SEQUENCES, { walletId, after: heard.at(-1) ?? 0 });
      // Sometimes at once, sometimes in the middle of a page.
      await hear(stream, (kill * 37) % 60);
      stream.kill();
    }
    listening.abort();
    await load;

    const last = Number((await amina.get(`/api/wallets/${walletId}/entries?first=1`)).at('data.0.sequence'));
    const stream = await LiveStream.open(amina, SEQUENCES, { walletId, after: heard.at(-1) ?? 0 });
    await hear(stream, last - heard.length);
    expect(last).toBeGreaterThan(KILLS);
    expect(heard).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  },
  KILLS_MAX_MS,
);

test('When every client has gone, then no stream is left open', async () => {
  const amina = await api.customer();
  const walletId = await amina.wallet();
  const streams = await Promise.all(
    Array.from({ length: 5 }, async () => LiveStream.open(amina, SEQUENCES, { walletId })),
  );
  await Promise.all(streams.map(async (stream) => stream.next()));
  const open = async () =>
    /^nissmart_live_streams (\d+)$/m.exec(String((await api.stranger.get('/metrics')).body))?.[1];
  expect(await open()).toBe('5');

  for (const stream of streams) stream.kill();

  while ((await open()) !== '0');
});
