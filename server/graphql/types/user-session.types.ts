import { Field, ID, ObjectType } from 'type-graphql';
import type { Session } from '../../identity/model/session.js';
import { connectionType } from './connection.js';
import { listById, orderedArgs, orderEnum } from './page-args.js';
import { DateTimeScalar } from './scalars.js';

@ObjectType('UserSession', { simpleResolvers: true, description: 'A sign-in that can still be used.' })
export class UserSessionType {
  @Field(() => ID, { description: 'Identifies it; it is not its token.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Where it came from when it signed in.' })
  address!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it signed in.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends at the latest.' })
  expiresAt!: Date;
}

export const UserSessionConnectionType = connectionType('UserSession', () => UserSessionType, 'Never null.');
export const userSessionList = listById<Session>('session', 'NEWEST_FIRST');
const UserSessionOrder = orderEnum('UserSession', 'when somebody signed in');
export const UserSessionListArgs = orderedArgs(UserSessionOrder, userSessionList.usual);
