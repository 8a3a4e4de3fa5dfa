import { describe, expect, test } from '@jest/globals';
import { kindOf, TYPES } from '../../../../dashboard/src/shared/ledger/transaction-types';
import {
  TRANSACTION_TYPES,
  TYPE_KINDS,
  typesFlowing,
} from '../../../../server/ledger/model/transaction-types';

describe('The table of types', () => {
  test('has the ledger’s types, in its order', () => {
    expect(TYPES).toEqual(TRANSACTION_TYPES);
  });

  test('says of each which way its money flows, and whether its saver may cancel it, as the ledger does', () => {
    for (const type of TRANSACTION_TYPES) {
      const flows = (['IN', 'OUT', 'WITHIN'] as const).filter((flow) => typesFlowing(flow).includes(type));
      const { flow, cancellable } = kindOf(type);
      expect([type, flow, cancellable]).toEqual([type, flows[0] ?? 'BACK', TYPE_KINDS[type].cancellable]);
    }
  });

  test('tells types apart by name and colour', () => {
    const kinds = TYPES.map(kindOf);
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(TYPES.length);
    expect(new Set(kinds.map(({ plural }) => plural)).size).toBe(TYPES.length);
    expect(new Set(kinds.map(({ color }) => color)).size).toBe(TYPES.length);
  });
});
