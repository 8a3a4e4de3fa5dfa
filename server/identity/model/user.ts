import { defineEntity, p, raw } from '@mikro-orm/core';

export const ROLES = ['CUSTOMER', 'ANALYST', 'OPERATOR'] as const;
/**
 * Role of a user. CUSTOMER: own wallets only. ANALYST: reads everything of operations. OPERATOR: reads everything and acts.
 */
export type Role = (typeof ROLES)[number];

/** Status of a user. CLOSED is for good: the person is gone, and the row stays because the books refer to it. */
export type UserStatus = 'ACTIVE' | 'SUSPENDED' | 'CLOSED';

export const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: p.uuid().primary(),
    /** As the user wrote it. */
    email: p.string(),
    /** In lower case, for comparisons. Unique. */
    emailKey: p.string(),
    displayName: p.string(),
    role: p.string().$type<Role>(),
    status: p.string().$type<UserStatus>(),
    /** An argon2id hash in PHC format. */
    passwordHash: p.string(),
    createdAt: p.datetime(),
    /** Time when the user proved to have the email; null until then. */
    emailVerifiedAt: p.datetime().nullable(),
  },
});

/** A person who can sign in. */
export class User extends UserSchema.class {}
UserSchema.setClass(User);

/** A condition in the words of the index of staff, which is used for nothing else. */
export function isStaff() {
  return { [raw("role <> 'CUSTOMER'")]: [] };
}

/** Creates an active customer whose email is not proved yet. */
export function newUser(
  who: Pick<User, 'id' | 'email' | 'emailKey' | 'displayName' | 'passwordHash'>,
  now: Date,
): User {
  const user = new User();
  user.id = who.id;
  user.email = who.email;
  user.emailKey = who.emailKey;
  user.displayName = who.displayName;
  user.role = 'CUSTOMER';
  user.status = 'ACTIVE';
  user.passwordHash = who.passwordHash;
  user.createdAt = now;
  user.emailVerifiedAt = null;
  return user;
}
