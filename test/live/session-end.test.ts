import { describe, expect, test } from '@jest/globals';
import { SESSION_LIFETIMES } from '../../server/identity/sessions/session-lifetimes.js';
import { User as UserEntity } from '../../server/identity/model/user.js';
import { PASSWORD, User } from '../support/api.js';
import { revoke, tokenOf } from '../support/api-tokens.js';
import { SettableClock } from '../support/clock.js';
import { LiveStream } from '../support/live.js';
import { startApi } from '../support/started.js';

const CHANGES = 'subscription { walletChanges { id } }';
const DAY_MS = 24 * 60 * 60 * 1000;

/** A stream that has told what there was to tell. */
async function quietStream(user: User): Promise<LiveStream> {
  const stream = await LiveStream.open(user, CHANGES);
  await stream.next();
  return stream;
}

async function expectToldAndEnded(stream: LiveStream): Promise<void> {
  expect(await stream.take(3)).toMatchObject([
    { event: 'next', data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
    { event: 'complete', data: null },
  ]);
}

describe('A stream ends', () => {
  test('when its user signs out, and those of other sessions go on', async () => {
    const api = await startApi();
    const amina = await api.customer();
    const walletId = await amina.wallet();
    const login = await api.stranger.post('/api/auth/login', { email: amina.email, password: PASSWORD });
    const elsewhere = new User(api, amina.id, amina.email, login.text('token'));
    const [ended, open] = [await quietStream(amina), await quietStream(elsewhere)];

    await amina.graphql('mutation { logout }');

    await expectToldAndEnded(ended);
    await elsewhere.deposit(walletId, '1.00');
    expect(await open.next()).toMatchObject({
      event: 'next',
      data: { data: { walletChanges: { id: walletId } } },
    });
  });

  test('when its user is suspended', async () => {
    const api = await startApi();
    const amina = await api.customer();
    await amina.wallet();
    const stream = await quietStream(amina);

    await api.app.services.units.run(async (em) => {
      (await em.findOneOrFail(UserEntity, { id: amina.id })).status = 'SUSPENDED';
    });

    await expectToldAndEnded(stream);
  });

  test('when its API token is revoked, and those of the session go on', async () => {
    const api = await startApi();
    const amina = await api.customer();
    const walletId = await amina.wallet();
    const { id, client } = await tokenOf(api, amina, { access: 'READ' });
    const [ended, open] = [await quietStream(client), await quietStream(amina)];

    await revoke(amina, id);

    await expectToldAndEnded(ended);
    await amina.deposit(walletId, '1.00');
    expect(await open.next()).toMatchObject({ data: { data: { walletChanges: { id: walletId } } } });
  });

  test('when its session was left unused for too long, which listening does not keep it from', async () => {
    const clock = new SettableClock();
    const api = await startApi({ sessions: SESSION_LIFETIMES }, { clock });
    const amina = await api.customer();
    await amina.wallet();
    const stream = await quietStream(amina);

    clock.advance(14 * DAY_MS);
    // Sessions are looked at every now and then; a change of the user's row makes it now.
    api.app.services.units.changes.publish([amina.id]);

    await expectToldAndEnded(stream);
  });

  test('without a farewell when the server stops, so that its client comes back', async () => {
    const api = await startApi();
    const amina = await api.customer();
    await amina.wallet();
    const streams = await Promise.all([quietStream(amina), quietStream(amina)]);

    await api.app.drain();
    await api.close();

    expect(await Promise.all(streams.map(async (stream) => stream.take(1)))).toEqual([[], []]);
  });
});
