import { v4 } from 'uuid';
import {
  BAD,
  TOO_LARGE,
  junk,
  nested,
  type Attacker,
  type HostileInput,
  type Victims,
} from './hostile-input.js';

export function overRest({ wallet, otherWallet, strangersWallet }: Victims): HostileInput[] {
  const post = (
    name: string,
    path: string,
    body: unknown,
    codes: readonly string[],
    who: Attacker = 'customer',
  ): HostileInput => ({
    name: `REST: ${name}`,
    who,
    method: 'POST',
    path,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'idempotency-key': v4() },
    codes,
  });
  const get = (
    name: string,
    path: string,
    codes: readonly string[],
    who: Attacker = 'customer',
  ): HostileInput => ({ name: `REST: ${name}`, who, method: 'GET', path, codes });
  const deposit = { walletId: wallet, amount: '1.00', currency: 'KES' };
  const transfer = { fromWalletId: wallet, toWalletId: otherWallet, amount: '0.01', currency: 'KES' };
  const batch = (input: unknown) => ({ mode: 'EACH', input });
  return [
    post('30 kB of unknown fields', '/api/deposits', junk(20_000), BAD),
    post('100 kB of unknown fields', '/api/deposits', junk(100_000), TOO_LARGE),
    post('30 kB of unknown fields to sign in with', '/api/auth/login', junk(20_000), BAD, 'stranger'),
    post('a field name of 30 kB', '/api/deposits', { ['x'.repeat(30_000)]: 1 }, BAD),
    post('a batch of 30 000 empty transfers', '/api/transfer-batches', batch(Array(30_000).fill({})), BAD),
    post('a batch of 1 000 empty transfers', '/api/transfer-batches', batch(Array(1_000).fill({})), BAD),
    post('a transfer of 500 kB of unknown fields', '/api/transfer-batches', batch([junk(500_000)]), BAD),
    post(
      'a transfer with a field name of 900 kB',
      '/api/transfer-batches',
      batch([{ ...transfer, ['x'.repeat(900_000)]: 1 }]),
      BAD,
    ),
    post('a batch that is not a list', '/api/transfer-batches', batch('x'.repeat(10_000)), BAD),
    post(
      'a batch to half a character',
      '/api/transfer-batches',
      '{"mode":"EACH","input":[{"toEmail":"\\ud800"}]}',
      BAD,
    ),
    post(
      'a batch of a stranger',
      '/api/transfer-batches',
      batch(Array(1_000).fill({})),
      ['UNAUTHENTICATED'],
      'stranger',
    ),
    post(
      'half a character for a wallet',
      '/api/deposits',
      `{"walletId":"\\ud800","amount":"1.00","currency":"KES"}`,
      BAD,
    ),
    post(
      'half a character for a recipient',
      '/api/transfers',
      `{"fromWalletId":"${wallet}","toWalletId":"\\udfff","amount":"1.00","currency":"KES"}`,
      BAD,
    ),
    post(
      'a field given twice',
      '/api/deposits',
      `{"walletId":"${wallet}","amount":"1.00","amount":"2.00","currency":"KES"}`,
      BAD,
    ),
    post('a body of a list', '/api/deposits', '[]', BAD),
    post('a body of 30 000 brackets', '/api/deposits', '['.repeat(30_000), BAD),
    post('a body nested 10 000 deep', '/api/deposits', nested(5_000), BAD),
    post(
      'metadata nested 4 000 deep',
      '/api/deposits',
      { ...deposit, metadata: JSON.parse(nested(4_000)) as unknown },
      BAD,
    ),
    post('a prototype', '/api/deposits', '{"__proto__":{"amount":"1.00"}}', BAD),
    post('a number for an amount', '/api/deposits', { ...deposit, amount: 1 }, BAD),
    post('an amount of 20 000 digits', '/api/deposits', { ...deposit, amount: '9'.repeat(20_000) }, BAD),
    post('somebody else’s wallet', '/api/withdrawals', { ...deposit, walletId: strangersWallet }, [
      'NOT_FOUND',
    ]),
    post('an operator’s act', `/api/wallets/${strangersWallet}/freeze`, { reason: 'mine' }, ['FORBIDDEN']),
    get('an id of half a character', '/api/wallets/%ed%a0%80', BAD),
    get('an id of 700 characters', `/api/wallets/${'a'.repeat(700)}`, ['NOT_FOUND', ...BAD]),
    get('an id of 8 kB', `/api/wallets/${'a'.repeat(8_000)}`, ['NOT_FOUND', ...BAD]),
    get('a path upwards', '/api/wallets/..%2f..%2fetc%2fpasswd', ['NOT_FOUND']),
    get('no UTF-8', '/api/transactions?search=%ff', BAD),
    get(
      '500 unknown parameters',
      `/api/transactions?${Array.from({ length: 500 }, (_, index) => `x${index}=1`).join('&')}`,
      BAD,
    ),
    get('a parameter 500 times', `/api/transactions?${'search=a&'.repeat(500)}`, BAD),
    get('a page of 1e9', '/api/transactions?first=1000000000', BAD),
    get('a page of text', '/api/transactions?first=abc', BAD),
    get('a search of 8 kB', `/api/transactions?search=${'x'.repeat(8_000)}`, BAD),
    get('a cursor of 8 kB', `/api/transactions?after=${'A'.repeat(8_000)}`, BAD),
    get(
      'an unknown time zone',
      `/api/wallets/${wallet}/statement?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&timeZone=x`,
      BAD,
    ),
    get(
      'a statement of nowhere',
      `/api/wallets/${strangersWallet}/statement?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z`,
      ['NOT_FOUND'],
    ),
    get('users', '/api/users', ['FORBIDDEN']),
    get('the dashboard of operations', '/api/dashboard/admin', ['FORBIDDEN']),
    get('users of nobody', '/api/users', ['UNAUTHENTICATED'], 'stranger'),
    get('nothing', '/api/nothing', ['NOT_FOUND'], 'stranger'),
  ];
}
