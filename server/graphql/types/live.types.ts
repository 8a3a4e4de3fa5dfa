import { Field, Int, ObjectType } from 'type-graphql';
import type { AuditEvent } from '../../ledger/model/audit-event.js';
import type { Entry } from '../../ledger/model/entry.js';
import type { Transaction } from '../../ledger/model/transaction.js';
import type { Wallet } from '../../ledger/model/wallet.js';
import { AuditEventType } from './audit.types.js';
import { EntryType } from './entry.types.js';
import { TransactionType } from './transaction.types.js';
import { WalletType } from './wallet.types.js';

@ObjectType('WalletActivity', {
  simpleResolvers: true,
  description: 'Something that has happened to a wallet.',
})
export class WalletActivityType {
  @Field(() => Int, {
    description:
      'Of the entry; without one, of the last entry before. What to give as afterSequence to go on.',
  })
  sequence!: number;

  @Field(() => EntryType, {
    nullable: true,
    description:
      'Null for a change that made no entry, such as a hold or a freeze, and for the state at the beginning.',
  })
  entry!: Entry | null;

  @Field(() => WalletType, {
    description: 'As it is now: ahead of the entry when more of them follow at once.',
  })
  wallet!: Wallet;
}

@ObjectType('OperationsActivity', {
  simpleResolvers: true,
  description:
    'Something that has happened in the ledger: a transaction or an auditEvent. A feed that goes on from now begins with neither.',
})
export class OperationsActivityType {
  @Field(() => String, { description: 'What to give as after to go on.' })
  cursor!: string;

  @Field(() => TransactionType, { nullable: true, description: 'One that was made.' })
  transaction!: Transaction | null;

  @Field(() => AuditEventType, { nullable: true, description: 'One that changed what was there.' })
  auditEvent!: AuditEvent | null;
}
