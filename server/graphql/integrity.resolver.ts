import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from './context.js';
import { SigningKey } from './integrity.types.js';

@Resolver()
export class IntegrityResolver {
  @Query(() => SigningKey, { description: 'For everybody, signed in or not: a receipt is checked with it.' })
  signingKey(@Ctx() { services }: Context): SigningKey {
    const { id, pem: publicKey } = services.signingKey;
    return { id, algorithm: 'Ed25519', publicKey };
  }
}
