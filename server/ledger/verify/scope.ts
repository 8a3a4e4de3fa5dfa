import type { VerifyingKey } from '../proof/signing-key.js';

/** Positions that a verification reached, from which an incremental one continues. */
export interface Marks {
  /** Rows with a smaller id were checked. */
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

/** Rows that a verification reads, and the keys and schema it compares them with. */
export interface Scope {
  /** Maximum number of rows read between two turns of the event loop. */
  readonly pageRows: number;
  /** Only what came after these; everything when undefined. */
  readonly since?: Marks | undefined;
  /** The keys whose signatures count. Without any, signatures are checked by the keys that the database lists. */
  readonly trusted?: readonly VerifyingKey[] | undefined;
  /** Expected schema; not checked when undefined. */
  readonly schema?: readonly SchemaObject[] | undefined;
}
