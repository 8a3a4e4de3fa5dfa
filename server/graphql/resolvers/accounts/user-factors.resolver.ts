import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { mayReach } from '../../../identity/access/guard.js';
import type { Passkey } from '../../../identity/model/passkey.js';
import { hasSecondFactor, type Standing } from '../../../identity/model/standing.js';
import type { User } from '../../../identity/model/user.js';
import type { Context } from '../../context/context.js';
import { DateTimeScalar } from '../../types/scalars.js';
import { UserType } from '../../types/user.types.js';
import { PasskeyType } from '../../types/factor.types.js';

const ONLY_OWN = 'For the user alone, in a session: null for anybody else, and for API tokens.';

/** Resolves a user's second factors. */
@Resolver(() => UserType)
export class UserFactorsResolver {
  @FieldResolver(() => [PasskeyType], { nullable: true, description: `Oldest first. ${ONLY_OWN}` })
  async passkeys(@Root() user: User, @Ctx() context: Context): Promise<readonly Passkey[] | null> {
    return (await ownStanding('User.passkeys', user, context))?.passkeys ?? null;
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: `Since when codes of an app are asked for; null where they are not. ${ONLY_OWN}`,
  })
  async totpEnabledAt(@Root() user: User, @Ctx() context: Context): Promise<Date | null> {
    return (await ownStanding('User.totpEnabledAt', user, context))?.totpEnabledAt ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `How many recovery codes have not been used. ${ONLY_OWN}`,
  })
  async recoveryCodesLeft(@Root() user: User, @Ctx() context: Context): Promise<number | null> {
    return (await ownStanding('User.recoveryCodesLeft', user, context))?.recoveryCodesLeft ?? null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether a password alone does not sign them in. For the user, analysts and operators: null for anybody else.',
  })
  async hasSecondFactor(@Root() user: User, @Ctx() { viewer, loaders }: Context): Promise<boolean | null> {
    if (!mayReach('User.hasSecondFactor', viewer, user.id)) return null;
    return hasSecondFactor(await loaders.standing.load(user.id));
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether the session that asks may do nothing before it has proved a second factor, as analysts and operators must ' +
      'where the server is told so. For the user alone: null for anybody else.',
  })
  awaitsSecondFactor(@Root() user: User, @Ctx() { viewer }: Context): boolean | null {
    return mayReach('User.awaitsSecondFactor', viewer, user.id) ? viewer?.awaitsSecondFactor === true : null;
  }
}

async function ownStanding(
  field: 'User.passkeys' | 'User.totpEnabledAt' | 'User.recoveryCodesLeft',
  { id }: User,
  { viewer, loaders }: Context,
): Promise<Standing | null> {
  return mayReach(field, viewer, id) && viewer?.credential.kind === 'SESSION'
    ? loaders.standing.load(id)
    : null;
}
