import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Role, User, UserStatus } from '../../identity/model/user.js';
import { connectionType } from './connection.js';
import { FILTER, SEARCH } from './id.filter.js';
import { SECOND_FACTOR_CODE } from './own-account.types.js';
import { listById, orderedArgs, orderEnum } from './page-args.js';
import { DateTimeScalar, RoleEnum, UserStatusEnum } from './scalars.js';

@ObjectType('User', { simpleResolvers: true, description: 'A person who can sign in.' })
export class UserType {
  @Field(() => ID, { description: 'Identifies them.' })
  id!: string;

  @Field(() => String, { description: 'What they sign in with.' })
  email!: string;

  @Field(() => String, { description: 'What they are called; the people they send money to see it.' })
  displayName!: string;

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role!: Role;

  @Field(() => UserStatusEnum, { description: 'Whether they may sign in.' })
  status!: UserStatus;

  @Field(() => DateTimeScalar, { description: 'When the account was made.' })
  createdAt!: Date;
}

export const UserConnectionType = connectionType(
  'User',
  () => UserType,
  'Always null; `userCount` counts them.',
);
export const userList = listById<User>('user', 'OLDEST_FIRST');
const UserOrder = orderEnum('User', 'when people registered');
export const UserListArgs = orderedArgs(UserOrder, userList.usual);

@InputType('UserFilter', { description: FILTER })
export class UserFilterInput {
  @Field(() => [RoleEnum], { nullable: true, description: 'With any of these roles.' })
  role?: Role[] | null;

  @Field(() => [UserStatusEnum], { nullable: true, description: 'Of any of these statuses.' })
  status?: UserStatus[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Registered at or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Registered before.' })
  to?: Date | null;

  @Field(() => String, { nullable: true, description: `An id, or a part of the email or name. ${SEARCH}` })
  search?: string | null;
}

@ObjectType('Session', {
  simpleResolvers: true,
  description: 'A fresh sign-in. The token is shown this once.',
})
export class SessionType {
  @Field(() => String, {
    description: 'For the header `Authorization: Bearer …`; browsers get a cookie as well.',
  })
  token!: string;

  @Field(() => UserType, { description: 'Who has signed in.' })
  user!: UserType;

  @Field(() => DateTimeScalar, { description: 'When it ends by itself.' })
  expiresAt!: Date;
}

@InputType({ description: 'Whose account, and the proof.' })
export class LoginInput {
  @Field(() => String, { description: 'Of the account, in any case.' })
  email!: string;

  @Field(() => String, { description: 'Of the account.' })
  password!: string;

  @Field(() => String, { nullable: true, description: SECOND_FACTOR_CODE })
  code?: string | null;
}

@InputType({ description: 'Whose account is to be made.' })
export class RegisterInput {
  @Field(() => String, { description: 'Of the account, in any case.' })
  email!: string;

  @Field(() => String, { description: 'Of the account.' })
  password!: string;

  @Field(() => String, { description: '1 to 80 characters; the people you send money to see it.' })
  displayName!: string;
}
