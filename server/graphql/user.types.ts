import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Role, User, UserStatus } from '../identity/user.js';
import { connectionType } from './connection.js';
import { FILTER, SEARCH } from './id.filter.js';
import { listById, orderedArgs, orderEnum } from './page-args.js';
import { DateTimeScalar, RoleEnum, UserStatusEnum } from './scalars.js';

@ObjectType('User', { description: 'A person who can sign in.' })
export class UserType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  email!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => RoleEnum)
  role!: Role;

  @Field(() => UserStatusEnum)
  status!: UserStatus;

  @Field(() => DateTimeScalar)
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
  @Field(() => [RoleEnum], { nullable: true })
  role?: Role[] | null;

  @Field(() => [UserStatusEnum], { nullable: true })
  status?: UserStatus[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Registered at or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Registered before.' })
  to?: Date | null;

  @Field(() => String, { nullable: true, description: `An id, or a part of the email or name. ${SEARCH}` })
  search?: string | null;
}

@ObjectType('Session', { description: 'A fresh sign-in. The token is shown this once.' })
export class SessionType {
  @Field(() => String, {
    description: 'For the header `Authorization: Bearer …`; browsers get a cookie as well.',
  })
  token!: string;

  @Field(() => UserType)
  user!: UserType;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

@InputType()
export class LoginInput {
  @Field(() => String)
  email!: string;

  @Field(() => String)
  password!: string;
}

@InputType()
export class RegisterInput extends LoginInput {
  @Field(() => String, { description: '1 to 80 characters; the people you send money to see it.' })
  displayName!: string;
}
