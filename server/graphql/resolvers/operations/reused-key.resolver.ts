import {
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { User } from '../../../identity/model/user.js';
import type { IdempotencyRecord } from '../../../ledger/model/idempotency-record.js';
import { listReusedKeys, reusedKeyPlace, type ReusedKey } from '../../../ledger/queries/key-uses.js';
import { FilterArg } from '../../types/arguments.js';
import { connectionType, toConnection, type Connection } from '../../types/connection.js';
import type { Context } from '../../context/context.js';
import { FILTER, idFilter, SEARCH, searchFilter } from '../../types/id.filter.js';
import { IdempotencyRecordType } from '../../types/idempotency.types.js';
import {
  orderedArgs,
  orderEnum,
  pageRequest,
  PLACE,
  type List,
  type PageArgs,
} from '../../types/page-args.js';
import { DateTimeScalar } from '../../types/scalars.js';
import { UserType } from '../../types/user.types.js';

const reusedKeyList: List<ReusedKey> = {
  of: 'reused key',
  usual: 'NEWEST_FIRST',
  keyOf: reusedKeyPlace,
  key: PLACE,
};
const ReusedKeyOrder = orderEnum('ReusedKey', 'when keys came last');
const ReusedKeyListArgs = orderedArgs(ReusedKeyOrder, reusedKeyList.usual);

@ObjectType('ReusedKey', {
  simpleResolvers: true,
  description: 'An idempotency key that came again after its first use.',
})
class ReusedKeyType {
  @Field(() => String, { description: 'The key itself.' })
  key!: string;

  @Field(() => IdempotencyRecordType, { description: 'What it stands for.' })
  record!: IdempotencyRecord;

  @Field(() => Int, { description: 'How often the same request came again and heard the same outcome.' })
  replays!: number;

  @Field(() => Int, { description: 'How often another request came with it: IDEMPOTENCY_KEY_REUSED.' })
  conflicts!: number;

  @Field(() => DateTimeScalar, { description: 'When it came last.' })
  lastAt!: Date;
}

const ReusedKeyConnectionType = connectionType('ReusedKey', () => ReusedKeyType);

@InputType('ReusedKeyFilter', { description: FILTER })
export class ReusedKeyFilterInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only keys that came with another request. False is not a condition.',
  })
  conflicting?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Whose key it is.' })
  userId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Came last at or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Came last before.' })
  to?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: `A whole key, or the id or a part of the name or email of whose key it is. ${SEARCH}`,
  })
  search?: string | null;
}

@Resolver(() => ReusedKeyType)
export class ReusedKeyResolver {
  @Query(() => ReusedKeyConnectionType(), {
    description:
      'Keys that came again: clients that retry, and those that retry wrongly. For analysts and operators.',
  })
  async reusedKeys(
    @Args(() => ReusedKeyListArgs) args: PageArgs,
    @FilterArg(() => ReusedKeyFilterInput, 'Which keys; all of them unless given.')
    input: ReusedKeyFilterInput | null,
    @Ctx() context: Context,
  ): Promise<Connection<ReusedKey>> {
    const request = pageRequest(args, reusedKeyList);
    const filter = {
      conflicting: input?.conflicting ?? false,
      userId: idFilter(input?.userId),
      from: input?.from ?? undefined,
      to: input?.to ?? undefined,
      ...searchFilter(input?.search),
    };
    return toConnection(await listReusedKeys(context.loaders.em, filter, request), reusedKeyList);
  }

  @FieldResolver(() => UserType, { description: 'Whose key it is.' })
  async user(@Root() { principalId }: ReusedKey, @Ctx() { loaders }: Context): Promise<User | null> {
    return loaders.user.load(principalId);
  }
}
