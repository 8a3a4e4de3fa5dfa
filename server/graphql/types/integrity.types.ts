import { GraphQLScalarType } from 'graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { SigningState } from '../../ledger/proof/keys.js';
import { PROBLEMS, type ProblemCode } from '../../ledger/verify/problems.js';
import { DateTimeScalar, enumOf } from './scalars.js';

export const ReceiptScalar = new GraphQLScalarType({
  name: 'Receipt',
  description:
    'A signed proof, as a JSON object whose keys are in their order already: written without white space, it is the file ' +
    'that `nissmart verify-receipt` checks.',
});

@ObjectType({
  simpleResolvers: true,
  description: 'What checkpoints, and with them receipts, are signed with.',
})
export class SigningKey {
  @Field(() => ID, { description: 'SHA-256 over the key as SubjectPublicKeyInfo, in hexadecimal.' })
  id!: string;

  @Field(() => String, { description: 'Always Ed25519.' })
  algorithm!: string;

  @Field(() => String, { description: 'The public key, PEM.' })
  publicKey!: string;
}

const VerificationKindEnum = enumOf<'FULL' | 'INCREMENTAL'>(
  'VerificationKind',
  'How much a verification looked at.',
  { FULL: 'Everything.', INCREMENTAL: 'What came after the one before it.' },
);
const ProblemCodeEnum = enumOf<ProblemCode>(
  'IntegrityProblemCode',
  'What a verification can find wrong; `docs/integrity.md` says more. Codes may be added.',
  PROBLEMS,
);

export const SigningStateEnum = enumOf<SigningState>(
  'SigningState',
  'Whether what happens is signed. Where it is not, whoever runs the machine decides, with `nissmart signing-key`.',
  {
    READY: 'It is signed.',
    KEY_MISSING: 'The database was signed before and its key is not here: nothing is signed.',
    KEY_UNKNOWN: 'The database was signed with a key that the key file does not list: nothing is signed.',
  },
);

@ObjectType({
  simpleResolvers: true,
  description: 'One contradiction in the books. Money is in minor units.',
})
class IntegrityProblem {
  @Field(() => ProblemCodeEnum, { description: 'Which contradiction it is.' })
  code!: ProblemCode;

  @Field(() => String, { description: 'Of the row that is wrong.' })
  table!: string;

  @Field(() => String, { nullable: true, description: 'The key of the row; null for a whole table.' })
  id!: string | null;

  @Field(() => String, { description: 'What should be true.' })
  message!: string;

  @Field(() => String, { description: 'What should be there.' })
  expected!: string;

  @Field(() => String, { description: 'What is there.' })
  found!: string;
}

@ObjectType('Checkpoint', {
  simpleResolvers: true,
  description: 'Where the chains of all wallets ended at one moment, as it was signed.',
})
class CheckpointType {
  @Field(() => Int, { description: 'Counts all checkpoints from 1, without a gap.' })
  number!: number;

  @Field(() => DateTimeScalar, { description: 'When it was signed.' })
  createdAt!: Date;

  @Field(() => Int, { description: 'How many wallets it covers.' })
  treeSize!: number;

  @Field(() => String, { description: 'The root of the Merkle tree over all chains, in hexadecimal.' })
  root!: string;

  @Field(() => ID, { description: 'SHA-256 over the public key that it was signed with.' })
  keyId!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Whether the books are right: what was computed now, and what the last verification found.',
})
export class Integrity {
  @Field(() => Boolean, { description: 'Whether every currency adds up to zero, computed now.' })
  trialBalanced!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The moment whose books were last proved; null if never.',
  })
  lastVerifiedAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many transactions it looked at; null before the first.',
  })
  lastVerifiedTransactions!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many the last verification found.' })
  problems!: number | null;

  @Field(() => [IntegrityProblem], { description: 'The first of them, at most a hundred.' })
  problemList!: readonly IntegrityProblem[];

  @Field(() => VerificationKindEnum, { nullable: true, description: 'Of the last verification.' })
  kind!: 'FULL' | 'INCREMENTAL' | null;

  @Field(() => Int, { nullable: true, description: 'Of the last verification.' })
  durationMs!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When everything was last looked at, and not only what was new.',
  })
  lastFullVerifiedAt!: Date | null;

  @Field(() => CheckpointType, { nullable: true, description: 'Null before the first.' })
  lastCheckpoint!: CheckpointType | null;
}
