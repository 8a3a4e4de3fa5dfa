import { PASSWORD, User, type Client, type TestApi } from '../support/api.js';
import { tokenOf } from '../support/api-tokens.js';
import type { SettableClock } from '../support/clock.js';
import { suspend } from '../support/suspending.js';

/** The ids of what somebody has, one of each kind. Whoever may have none has those of nothing. */
export interface Own {
  readonly user: string;
  readonly wallet: string;
  readonly withdrawal: string;
  readonly entry: string;
  readonly batch: string;
  readonly apiToken: string;
  readonly session: string;
  readonly key: string;
}

export interface Caller {
  readonly name: string;
  readonly client: Client;
  readonly own: Partial<Own> & { readonly user: string };
  /** Sees no more than a customer does. */
  readonly isCustomer: boolean;
  readonly readsOnly: boolean;
}

type Role = 'CUSTOMER' | 'ANALYST' | 'OPERATOR';
type Way = 'session' | 'unconfirmed' | 'WRITE' | 'READ';

/** In the order of the marks of a row. Each is a user of their own, so that none ends what another one asks with. */
const CALLERS: readonly (readonly [user: Role, way: Way, as?: Role])[] = [
  ['CUSTOMER', 'session'],
  ['CUSTOMER', 'unconfirmed'],
  ['CUSTOMER', 'WRITE'],
  ['CUSTOMER', 'READ'],
  ['ANALYST', 'session'],
  ['ANALYST', 'READ'],
  ['OPERATOR', 'session'],
  ['OPERATOR', 'unconfirmed'],
  ['OPERATOR', 'WRITE'],
  ['OPERATOR', 'READ'],
  ['OPERATOR', 'READ', 'ANALYST'],
];

export const SECRET = 'Secret fund';
const CONFIRMED_MS = 11 * 60 * 1000;

async function userOf(api: TestApi, role: Role): Promise<User> {
  return role === 'CUSTOMER' ? api.customer('Caller') : api.staff(role);
}

/** Everybody who asks, those first who prove their password longest ago. */
export async function gather(api: TestApi, clock: SettableClock, sink: string): Promise<Caller[]> {
  const early = new Map<number, User>();
  for (const [index, [role, way]] of CALLERS.entries())
    if (way === 'unconfirmed') early.set(index, await userOf(api, role));
  clock.advance(CONFIRMED_MS);

  const barred = await api.customer('Barred');
  const program = await tokenOf(api, barred);
  await suspend(await api.staff('OPERATOR'), barred);
  const out = { own: { user: barred.id }, isCustomer: true, readsOnly: false };
  const callers: Caller[] = [
    { ...out, name: 'nobody', client: api.stranger },
    { ...out, name: 'suspended, session', client: barred },
    { ...out, name: 'suspended, token', client: program.client },
  ];
  for (const [index, [role, way, as = role]] of CALLERS.entries()) {
    const user = early.get(index) ?? (await userOf(api, role));
    const own = role === 'ANALYST' ? await credentialsOf(api, user) : await possessionsOf(api, user, sink);
    const isToken = way === 'WRITE' || way === 'READ';
    const client = isToken
      ? (await tokenOf(api, user, { name: 'Asks', role: as, access: way })).client
      : user;
    callers.push({
      name: `${role}, ${way}${as === role ? '' : ` as ${as}`}`,
      client,
      own,
      isCustomer: as === 'CUSTOMER',
      readsOnly: way === 'READ',
    });
  }
  return callers;
}

/** Creates one of each kind of object for a saver, under a name that others must not learn. */
export async function possessionsOf(api: TestApi, user: User, sink: string, name = 'Savings'): Promise<Own> {
  const key = `key-of-${user.id}`;
  const wallet = await user.wallet({ name });
  await user.deposit(wallet, '1000.00', { key });
  const withdrawal = (await user.withdraw(wallet, '1.00')).id;
  const entry = (await user.get(`/api/wallets/${wallet}/entries`)).text('data.0.id');
  const transfer = { fromWalletId: wallet, toWalletId: sink, amount: '1.00', currency: 'KES' };
  const batch = (await user.post('/api/transfer-batches', { input: [transfer], mode: 'ATOMIC' })).id;
  return { ...(await credentialsOf(api, user)), wallet, withdrawal, entry, batch, key };
}

/** A session and an API token that nobody asks with. */
async function credentialsOf(api: TestApi, user: User) {
  const answer = await api.stranger.post('/api/auth/login', { email: user.email, password: PASSWORD });
  const idle = new User(api, user.id, user.email, answer.text('token'));
  const sessions = await idle.get('/api/sessions');
  const index = sessions
    .list('data')
    .findIndex((_, at) => sessions.at(`data.${String(at)}.current`) === true);
  return {
    user: user.id,
    session: sessions.text(`data.${String(index)}.id`),
    apiToken: (await tokenOf(api, idle, { name: 'Idle' })).id,
  };
}
