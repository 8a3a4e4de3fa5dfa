import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Entry } from '../../ledger/model/entry.js';
import { MERGED_KEY } from '../../ledger/queries/merged-entries.js';
import type { TransactionType } from '../../ledger/model/transaction-types.js';
import { connectionType } from './connection.js';
import { FILTER, SEARCH } from './id.filter.js';
import { listBySequence, orderedArgs, orderEnum, SEQUENCE, type List } from './page-args.js';
import { DateTimeScalar, TransactionTypeEnum } from './scalars.js';

@ObjectType('Entry', {
  simpleResolvers: true,
  description: 'One side of a posted transaction. Entries are never changed or removed.',
})
export class EntryType {
  @Field(() => ID, { description: 'Identifies it; ids are in the order in which they were made.' })
  id!: string;

  @Field(() => Int, { description: 'Counts the wallet’s entries from 1, without a gap.' })
  sequence!: number;

  @Field(() => DateTimeScalar, { description: 'When it was booked.' })
  createdAt!: Date;
}

export const EntryConnectionType = connectionType(
  'Entry',
  () => EntryType,
  'Null with a filter: counting would not be cheap.',
);
export const entryList: List<Entry> = {
  ...listBySequence<Entry>('entry', 'NEWEST_FIRST'),
  key: new RegExp(`${SEQUENCE.source}|${MERGED_KEY.source}`),
};
export const statementEntryList = { ...entryList, usual: 'OLDEST_FIRST' } as const;
const EntryOrder = orderEnum('Entry', 'the sequence of entries');
export const EntryListArgs = orderedArgs(EntryOrder, entryList.usual);
export const StatementEntryListArgs = orderedArgs(EntryOrder, statementEntryList.usual);

@InputType('EntryFilter', { description: FILTER })
export class EntryFilterInput {
  @Field(() => [TransactionTypeEnum], {
    nullable: true,
    description: 'Of a transaction of any of these types.',
  })
  type?: TransactionType[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Booked at or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Booked before.' })
  to?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: `Of the transaction: an id, a whole reference, or a part of the description. ${SEARCH}`,
  })
  search?: string | null;
}
