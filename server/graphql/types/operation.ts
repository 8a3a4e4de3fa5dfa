import { registerEnumType } from 'type-graphql';
import { OPERATIONS } from '../../ledger/model/operations.js';

/** Maps API names to the ledger’s own, which stay inside: stored and fingerprinted values never change. */
const VALUES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(OPERATIONS).map(([stored, { mutation }]) => [mutation, stored]),
);

export const OperationEnum = VALUES;

registerEnumType(VALUES, {
  name: 'Operation',
  description: 'A mutation that an idempotency key can stand for, by its name. Operations may be added.',
  valuesConfig: Object.fromEntries(
    Object.values(OPERATIONS).map(({ mutation, meaning }) => [mutation, { description: meaning }]),
  ),
});
