import { registerEnumType } from 'type-graphql';
import { OPERATIONS, type Operation } from '../../ledger/model/operations.js';

const MEANINGS: Readonly<Record<Operation, string>> = {
  createWallet: 'Opens a wallet.',
  deposit: 'Pays cash in.',
  transfer: 'Sends money to another wallet.',
  withdraw: 'Pays cash out.',
  transferBatch: 'Sends money to many.',
  post: 'Posts what was pending.',
  void: 'Voids what was pending.',
  reverse: 'Undoes what was posted.',
  freeze: 'Freezes a wallet.',
  unfreeze: 'Lets a frozen wallet go on.',
  close: 'Ends a wallet.',
  suspendUser: 'Keeps a user out.',
  reactivateUser: 'Lets a suspended user in again.',
  setReviewRule: 'Sets or removes a review rule.',
  setRiskThreshold: 'Sets or removes a risk threshold.',
};

/** Maps API names to the ledger’s own, which stay inside: stored and fingerprinted values never change. */
const VALUES = Object.fromEntries(
  Object.entries(OPERATIONS).map(([stored, name]) => [name, stored]),
) as Readonly<Record<string, Operation>>;

export const OperationEnum = VALUES;

registerEnumType(VALUES, {
  name: 'Operation',
  description: 'A mutation that an idempotency key can stand for, by its name. Operations may be added.',
  valuesConfig: Object.fromEntries(
    Object.entries(VALUES).map(([name, stored]) => [name, { description: MEANINGS[stored] }]),
  ),
});
