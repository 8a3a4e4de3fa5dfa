import fc from 'fast-check';
import type { World } from '../product/world.js';
import { isStaff } from '../truth/facts.js';
import { transactionsFor } from '../truth/transactions.js';
import { valueQuestion, viewers, type Question } from './question.js';

const STAFF_ONLY = [
  'users { nodes { id } }',
  'userCount',
  'declines { nodes { key } }',
  'declineCounts { code }',
  'reusedKeys { nodes { key } }',
  'auditEvents { nodes { sequence } }',
  'transactionTotals { complete }',
  'walletTotals { count }',
  'adminSummary { users { total } }',
  'settlementTerms { settlement }',
];

/** One's own things are there, and other people's are as if they were not; what is for staff is refused to customers. */
export function visibilityQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  const { transactions, wallets, entries } = facts.tables;
  const one = fc.oneof(
    fc.constantFrom(...transactions).map(({ id }) => ({ kind: 'transaction', id })),
    fc.constantFrom(...wallets).map(({ id }) => ({ kind: 'wallet', id })),
    fc.constantFrom(...entries).map(({ id }) => ({ kind: 'entry', id })),
    fc.constantFrom(...STAFF_ONLY).map((id) => ({ kind: 'staff', id })),
  );
  return fc.tuple(viewers(world), one).map(([person, { kind, id }]) => {
    const refused = (code: string) => ({ extensions: { code } });
    if (kind === 'staff') {
      const expected = isStaff(person) ? undefined : refused('FORBIDDEN');
      const question = valueQuestion(person, `{ ${id} }`, {}, '', expected);
      // To staff it is enough that there is an answer; what it has to be is asked elsewhere.
      return expected ? question : { ...question, expected: undefined };
    }
    const entry = entries.find((row) => row.id === id);
    const isSeen =
      kind === 'transaction'
        ? transactionsFor(facts, person, {}).some((row) => row.id === id)
        : facts.maySeeWallet(person, entry?.wallet_id ?? id);
    const expected = isSeen ? { id } : refused('NOT_FOUND');
    return valueQuestion(person, `query ($id: ID!) { ${kind}(id: $id) { id } }`, { id }, kind, expected);
  });
}
