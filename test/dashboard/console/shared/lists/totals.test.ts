import { describe, expect, test } from '@jest/globals';
import { Kind, valueFromASTUntyped, type FieldNode } from 'graphql';
import { totalsOfKinds, totalsVariables } from '../../../../../dashboard/src/console/shared/lists/totals';
import { TransactionTotalsQuery } from '../../../../../dashboard/src/console/shared/lists/transaction-totals.query';
import { TRANSACTION_TYPES } from '../../../../../server/ledger/model/transaction-types';

type Variables = ReturnType<typeof totalsVariables>;

/** The parts of the answer that the document asks for with these variables, by the filter of each. */
function asked(variables: Variables): Record<string, unknown> {
  const [operation] = TransactionTotalsQuery.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('The document begins with its operation');
  const parts = operation.selectionSet.selections.filter(
    (field): field is FieldNode => field.kind === Kind.FIELD,
  );
  return Object.fromEntries(
    parts.flatMap(({ alias, arguments: [filter] = [], directives: [include] = [] }) => {
      const on: unknown =
        include?.arguments?.[0] && valueFromASTUntyped(include.arguments[0].value, variables);
      const by: unknown = filter && valueFromASTUntyped(filter.value, variables);
      return on === true && alias ? [[alias.value, by] as const] : [];
    }),
  );
}

describe('What a list of transactions comes to', () => {
  test('is asked for type by type, narrowed as the list is', () => {
    const each = TRANSACTION_TYPES.map((type) => [type, { currency: 'KES', type: [type] }] as const);
    expect(asked(totalsVariables({ currency: 'KES' }))).toEqual(Object.fromEntries(each));
  });

  test('leaves out the types that the list leaves out', () => {
    expect(asked(totalsVariables({ type: ['WITHDRAWAL'] }))).toEqual({
      WITHDRAWAL: { type: ['WITHDRAWAL'] },
    });
  });

  test('is one count, and a sum of each type and currency', () => {
    const amount = { amount: '5.00', currency: 'KES', minorUnits: '500' } as const;
    const sums = (count: number) => ({
      complete: true,
      totals: [{ currency: 'KES' as const, count, amount }],
    });
    expect(
      totalsOfKinds({ DEPOSIT: sums(2), WITHDRAWAL: { complete: true, totals: [] }, REVERSAL: sums(1) }),
    ).toEqual({
      complete: true,
      count: 3,
      parts: [
        { label: 'Deposits', amounts: [amount] },
        { label: 'Reversals', amounts: [amount] },
      ],
    });
  });
});
