import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { eventStream } from '../../server/http/event-stream.js';
import { useApi } from '../support/api.js';
import { depositTo } from '../support/commands.js';
import { onCleanup } from '../support/ledger.js';

const api = useApi();

describe('A client that takes nothing', () => {
  const ENTRIES = 1_000;
  // Each event is some 28 kB, more in all than the buffers of any connection.
  const HEAVY = `subscription ($walletId: ID!) { walletActivity(walletId: $walletId, afterSequence: 0) {
    entry { transaction { ${Array.from({ length: 7 }, (_, index) => `m${index}: metadata`).join(' ')} } } } }`;

  test('makes nobody work, and holds nobody up', async () => {
    const amina = await api.customer();
    const walletId = await amina.wallet();
    const wallet = { id: walletId, ownerId: amina.id, currency: 'KES' } as const;
    const { ledger } = api.app.services;
    const metadata = { note: 'x'.repeat(3_900) };
    const deposit = async () => ledger.submit(depositTo(wallet, 1, { metadata }));
    await Promise.all(Array.from({ length: ENTRIES }, deposit));
    const events = async () =>
      Number(
        /^nissmart_live_events_total\{field="walletActivity"\} (\d+)$/m.exec(
          String((await api.stranger.get('/metrics')).body),
        )?.[1],
      );

    const body = JSON.stringify({ query: HEAVY, variables: { walletId } });
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    onCleanup(() => void socket.destroy());
    socket.pause();
    socket.write(
      `POST /graphql/stream HTTP/1.1\r\nHost: nissmart\r\nAuthorization: Bearer ${amina.token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await once(socket, 'ready');
    // Once no more events are made, the rest of them waits in the database.
    let made = 0;
    for (let same = 0; same < 5;) {
      const now = (await events()) || 0;
      same = now === made && now > 0 ? same + 1 : 0;
      made = now;
      await Promise.all(Array.from({ length: 20 }, deposit));
    }

    expect(made).toBeLessThan(ENTRIES);
    expect(await deposit()).toMatchObject({ replayed: false });
    socket.destroy();
    while (!/^nissmart_live_streams 0$/m.test(String((await api.stranger.get('/metrics')).body)));
  });

  test('is sent only as much as it takes, and is cut off when it takes nothing any more', async () => {
    let made = 0;
    async function* messages(): AsyncGenerator<string, void, void> {
      for (;;) {
        await turn();
        made += 1;
        yield 'x'.repeat(1_024);
      }
    }
    const stream = eventStream(messages(), 50);
    const closed = once(stream, 'close');
    await turn();
    stream.read(100);

    await closed;

    expect(made).toBeLessThan(50);
    const after = made;
    for (let turns = 0; turns < 100; turns += 1) await turn();
    expect(made).toBeLessThanOrEqual(after + 1);
  });

  test('is not mistaken for one that has nothing to take', async () => {
    const silence = Promise.withResolvers<string>();
    async function* messages(): AsyncGenerator<string, void, void> {
      yield await silence.promise;
    }
    const heard: string[] = [];
    const stream = eventStream(messages(), 20).setEncoding('utf8');
    stream.on('data', (text: string) => heard.push(text)).resume();

    while (heard.length < 5) await once(stream, 'data');
    silence.resolve('at last');
    await once(stream, 'end');

    expect(new Set(heard)).toEqual(new Set([':\n\n', 'at last']));
  });
});
