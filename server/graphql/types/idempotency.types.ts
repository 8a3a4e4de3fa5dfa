import { Field, ObjectType } from 'type-graphql';
import type { IdempotencyRecord } from '../../ledger/model/idempotency-record.js';
import type { Operation } from '../../ledger/model/operations.js';
import type { ErrorCode } from '../../errors/error-codes.js';
import { OperationEnum } from './operation.js';
import { DateTimeScalar, ErrorCodeEnum, JsonObjectScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'A decision of the ledger that is pinned to a key.' })
export class PinnedRejection {
  @Field(() => ErrorCodeEnum, { description: 'The error code that every retry hears.' })
  code!: ErrorCode;

  @Field(() => String, { description: 'What was wrong, for people.' })
  message!: string;

  @Field(() => JsonObjectScalar, { description: 'Figures that explain the code; money is a decimal string.' })
  details!: object;
}

/** Returns the rejection that is pinned to a key; null when the command succeeded. */
export function rejectionOf(record: IdempotencyRecord): PinnedRejection | null {
  const { rejectionCode: code, rejectionMessage: message, rejectionDetails: details } = record;
  return code ? { code, message: message ?? '', details: details ?? {} } : null;
}

@ObjectType('IdempotencyRecord', {
  simpleResolvers: true,
  description:
    'What a key stands for. Exactly one of transaction, wallet, batch, user, auditEvent and rejection is there, unless ' +
    'the caller, whose role was a higher one then, may not see it any more.',
})
export class IdempotencyRecordType {
  @Field(() => String, { description: 'The key itself.' })
  key!: string;

  @Field(() => OperationEnum, { description: 'What was asked for.' })
  operation!: Operation;

  @Field(() => DateTimeScalar, { description: 'When the request that settled it was accepted.' })
  createdAt!: Date;
}
