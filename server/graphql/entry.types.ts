import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from './connection.js';
import { DateTimeScalar } from './scalars.js';

@ObjectType('Entry', { description: 'One side of a posted transaction. Entries are never changed or removed.' })
export class EntryType {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'Counts the wallet’s entries from 1, without a gap.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}

export const EntryConnectionType = connectionType('Entry', () => EntryType);
