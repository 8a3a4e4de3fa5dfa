import { Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import { signingStateOf, type SigningState } from '../../../ledger/proof/keys.js';
import type { VerifyingKey } from '../../../ledger/proof/signing-key.js';
import { LedgerError } from '../../../ledger/errors.js';
import type { Context } from '../../context/context.js';
import { Integrity, SigningKey, SigningStateEnum } from '../../types/integrity.types.js';

@Resolver()
export class SigningKeyResolver {
  @Query(() => SigningKey, {
    description:
      'For everybody, signed in or not: what receipts are signed with now. Errors: UNAVAILABLE while the server has no key.',
  })
  signingKey(@Ctx() { services }: Context): SigningKey {
    const { signing } = services.keys;
    if (!signing) throw new LedgerError('UNAVAILABLE', 'This server has no signing key at the moment');
    return described(signing);
  }

  @Query(() => [SigningKey], {
    description:
      'For everybody, signed in or not: every key whose receipts count, the present one first, then the earlier ones.',
  })
  signingKeys(@Ctx() { services }: Context): SigningKey[] {
    return services.keys.trusted.map(described);
  }
}

@Resolver(() => Integrity)
export class IntegrityResolver {
  @FieldResolver(() => SigningStateEnum, { description: 'Whether what happens is signed.' })
  signing(@Ctx() { services }: Context): SigningState {
    return signingStateOf(services.keys);
  }
}

function described({ id, pem }: VerifyingKey): SigningKey {
  return { id, algorithm: 'Ed25519', publicKey: pem };
}
