import { Ctx, Query, Resolver } from 'type-graphql';
import { User } from '../../../identity/model/user.js';
import type { Context } from '../../context/context.js';
import { Service, type DemoSignIns } from '../../types/service.types.js';

@Resolver()
export class ServiceResolver {
  @Query(() => Service, { description: 'For everybody, signed in or not.' })
  async service(@Ctx() context: Context): Promise<Service> {
    const { demo, sendsMail, signInWith, signUps, passkeys } = context.services;
    return {
      demo: demo ? await existing(demo, context) : null,
      ...{ sendsMail, signInWith, passkeyOrigin: passkeys.origin },
      verifiesEmail: signUps.needProof,
    };
  }
}

/** Leaves out demo users that do not exist: a server in demo mode may run on a database from before. */
async function existing({ accounts, password }: DemoSignIns, context: Context): Promise<DemoSignIns | null> {
  const emails = accounts.map(({ email }) => email);
  const users = await context.loaders.em.find(User, { emailKey: { $in: emails } });
  const known = new Set(users.map(({ emailKey }) => emailKey));
  const found = accounts.filter(({ email }) => known.has(email));
  return found.length > 0 ? { accounts: found, password } : null;
}
