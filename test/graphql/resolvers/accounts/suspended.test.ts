import { beforeEach, describe, expect, test } from '@jest/globals';
import { useApi, type User } from '../../../support/api.js';
import { expectBooksToBalance, walletRow } from '../../../support/books.js';
import { depositTo } from '../../../support/commands.js';
import { rawRows } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';
import { codeOf, eventsOf, reactivate, statusSeenBy, suspend } from '../../../support/suspending.js';

const api = useApi();
let amina: User;
let operator: User;

beforeEach(async () => {
  [amina, operator] = [await api.customer('Amina'), await api.staff('OPERATOR')];
});

describe('The money of a suspended user', () => {
  test('stays theirs: others can send to them, and what is pending waits for an operator', async () => {
    const brian = await api.customer('Brian');
    const [wallet, from] = [
      await amina.wallet({ balance: '100.00' }),
      await brian.wallet({ balance: '30.00' }),
    ];
    await operator.graphql(
      'mutation { setReviewRule(currency: KES, withdrawalsAbove: "50.00", reason: "Large") { currency } }',
    );
    const pending = await amina.withdraw(wallet, '60.00');
    expect(pending.at('status')).toBe('PENDING');

    await suspend(operator, amina);

    expect((await brian.transfer(from, wallet, '10.00')).at('status')).toBe('POSTED');
    const byEmail = await brian.post('/api/transfers', {
      ...{ fromWalletId: from, toEmail: amina.email, amount: '20.00', currency: 'KES' },
    });
    expect(byEmail.at('destination.walletId')).toBe(wallet);
    const queue = await operator.graphql(
      'query ($id: ID!) { transactions(filter: { status: [PENDING], walletId: $id }) { nodes { id } } }',
      { id: wallet },
    );
    expect(queue.at('data.transactions.nodes')).toEqual([{ id: pending.id }]);
    expect((await operator.post(`/api/transactions/${pending.id}/post`, {})).at('status')).toBe('POSTED');
    expect(await walletRow(api.storage, { id: wallet })).toMatchObject({ posted: 7_000, status: 'ACTIVE' });
    await expectBooksToBalance(api.storage);
  });

  test('is not moved by what they had begun and only now arrives at the ledger', async () => {
    const wallet = { id: await amina.wallet(), ownerId: amina.id, currency: 'KES' } as const;
    const { ledger } = api.app.services;
    const commandsOfBoth = async () => {
      const others = { id: await operator.wallet(), ownerId: operator.id, currency: 'KES' } as const;
      // Both share a unit of work.
      return Promise.allSettled([
        ledger.submit(depositTo(wallet, 100)),
        ledger.submit(depositTo(others, 100)),
      ]);
    };
    expect(await commandsOfBoth()).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }]);

    await suspend(operator, amina);

    const ended = { status: 'rejected', reason: { code: 'UNAUTHENTICATED' } };
    expect(await commandsOfBoth()).toMatchObject([ended, { status: 'fulfilled' }]);
    await expect(
      ledger.openWallet({ ownerId: amina.id, name: 'Another', currency: 'KES' }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await walletRow(api.storage, wallet)).toMatchObject({ posted: 100 });
  });
});

describe('Operators', () => {
  test('When one would suspend themselves, then they may not', async () => {
    const answer = await suspend(operator, operator);

    expect(answer.at('errors.0')).toMatchObject({
      message: 'You cannot suspend yourself; another operator can',
      extensions: { code: 'FORBIDDEN' },
    });
    expect(await statusSeenBy(operator)).toBe('ACTIVE');
    expect(await eventsOf(api, operator)).toEqual([]);
  });

  test('When all suspend each other at once, then one of them is left, who can let the others in again', async () => {
    const fresh = await startApi();
    const operators = await Promise.all(Array.from({ length: 4 }, async () => fresh.staff('OPERATOR')));

    const answers = await Promise.all(
      operators.flatMap((actor) =>
        operators.filter((other) => other !== actor).map(async (other) => suspend(actor, other)),
      ),
    );

    const rows = await rawRows(fresh, "select id from users where role = 'OPERATOR' and status = 'ACTIVE'");
    expect(rows).toHaveLength(1);
    expect(answers.filter((answer) => codeOf(answer) === undefined)).toHaveLength(3);
    const left = operators.find(({ id }) => rows.some((row) => JSON.stringify(row).includes(id)));
    if (!left) throw new Error('Nobody is left');
    for (const other of operators.filter((one) => one !== left)) {
      expect(codeOf(await reactivate(left, other))).toBeUndefined();
    }
  });

  test('When one was suspended after they had been let in, then what they ask for does not happen', async () => {
    const { ledger, suspensions } = api.app.services;
    const other = await api.staff('OPERATOR');
    await suspend(operator, other);

    const late = { actorId: other.id, idempotencyKey: null, userId: amina.id, reason: 'Late' };
    const ended = { code: 'UNAUTHENTICATED' };
    await expect(suspensions.change({ operation: 'suspendUser', ...late })).rejects.toMatchObject(ended);
    await expect(
      ledger.setReviewRule({ currency: 'UGX', withdrawalsAbove: 1, operatorId: other.id, reason: 'Late' }),
    ).rejects.toMatchObject(ended);
    expect(await statusSeenBy(amina)).toBe('ACTIVE');
  });
});
