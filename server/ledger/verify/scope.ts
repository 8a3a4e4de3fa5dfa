import type { VerifyingKey } from '../proof/signing-key.js';

/** How far a verification came: from there an incremental one goes on. */
export interface Marks {
  /** Everything with a smaller id was looked at. */
  readonly entryId: string;
  readonly transactionId: string;
  /** The number of the last checkpoint. */
  readonly checkpoint: number;
  /** The sequence of the last audit event. */
  readonly auditSequence: number;
}

/** A table, an index or a trigger, as the database lists it. */
export interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** What a verification looks at, and by what. */
export interface Scope {
  /** How many rows are looked at between two turns of the event loop. */
  readonly pageRows: number;
  /** Only what came after these; everything when undefined. */
  readonly since?: Marks | undefined;
  /** The keys whose signatures count. Without any, signatures are checked by the keys that the database lists. */
  readonly trusted?: readonly VerifyingKey[] | undefined;
  /** What the database should consist of; not looked at when undefined. */
  readonly schema?: readonly SchemaObject[] | undefined;
}
