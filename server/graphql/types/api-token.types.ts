import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { TOKEN_DAYS_DEFAULT, TOKEN_DAYS_MAX } from '../../identity/sessions/api-token-request.js';
import type { ApiToken, TokenAccess, TokenStatus } from '../../identity/model/api-token.js';
import type { Role } from '../../identity/model/user.js';
import { connectionType } from './connection.js';
import { listById, orderedArgs, orderEnum } from './page-args.js';
import { DateTimeScalar, enumOf, RoleEnum } from './scalars.js';

const TokenAccessEnum = enumOf<TokenAccess>('ApiTokenAccess', 'What a token may do of what its role may.', {
  READ: 'Queries, exports and live updates.',
  WRITE: 'Whatever its role may do.',
});
export const TokenStatusEnum = enumOf<TokenStatus>('ApiTokenStatus', 'Whether a token can still be used.', {
  ACTIVE: 'It can.',
  EXPIRED: 'Its time is over.',
  REVOKED: 'Somebody ended it, or its user was suspended.',
});

@ObjectType('ApiToken', {
  simpleResolvers: true,
  description: 'Lets a program act as a user, with at most its role. The token itself is never shown again.',
})
export class ApiTokenType {
  @Field(() => ID, { description: 'Identifies it; it is not the token itself.' })
  id!: string;

  @Field(() => String, { description: 'What its user knows it by.' })
  name!: string;

  @Field(() => RoleEnum, { description: 'What it may do, as long as its user may do it.' })
  role!: Role;

  @Field(() => TokenAccessEnum, { description: 'Whether it may only read.' })
  access!: TokenAccess;

  @Field(() => String, {
    description: 'The last four characters of the token, by which it is told from others.',
  })
  ending!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'From when on it is worthless.' })
  expiresAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'To the minute; null when it never was.' })
  lastUsedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked; null when nobody did.' })
  revokedAt!: Date | null;
}

export const ApiTokenConnectionType = connectionType('ApiToken', () => ApiTokenType, 'Never null.');
export const apiTokenList = listById<ApiToken>('API token', 'NEWEST_FIRST');
const ApiTokenOrder = orderEnum('ApiToken', 'when tokens were made');

@ArgsType()
export class ApiTokenListArgs extends orderedArgs(ApiTokenOrder, apiTokenList.usual) {
  @Field(() => [TokenStatusEnum], {
    nullable: true,
    description: 'Only those that are any of these now; an empty list finds nothing.',
  })
  status?: TokenStatus[] | null;
}

@InputType({ description: 'What the new token is to be for.' })
export class CreateApiTokenInput {
  @Field(() => String, {
    description:
      '1 to 80 characters, such as what will use it; no two active tokens of a user have the same.',
  })
  name!: string;

  @Field(() => RoleEnum, {
    nullable: true,
    description: 'Your own unless you say otherwise; an operator may also give ANALYST.',
  })
  role?: Role | null;

  @Field(() => TokenAccessEnum, {
    nullable: true,
    description: 'WRITE unless you say otherwise. A token for an ANALYST is for READ alone.',
  })
  access?: TokenAccess | null;

  @Field(() => Int, {
    nullable: true,
    description: `${String(TOKEN_DAYS_DEFAULT)} unless you say otherwise; ${String(TOKEN_DAYS_MAX)} is the most.`,
  })
  expiresInDays?: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'A token that was just made. It is shown this once.' })
export class ApiTokenPayload {
  @Field(() => String, { description: 'For the header `Authorization: Bearer …`. It begins with `nsm_`.' })
  token!: string;

  @Field(() => ApiTokenType, { description: 'What is known of the token from now on.' })
  apiToken!: ApiTokenType;
}
