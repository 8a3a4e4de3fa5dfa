import { digestOfCanonical } from '../chain/digest.js';
import { instant } from '../chain/chain-rows.js';
import type { Snapshot } from '../database/snapshot.js';
import { canonicalCheckpoint, type CheckpointContent } from '../chain/contents.js';

/** A signed state of all wallets' chains at one moment. */
export interface Checkpoint {
  readonly content: CheckpointContent;
  /** Ed25519 over `signedText`, in hexadecimal. */
  readonly signature: string;
}

/** The canonical JSON that is signed. */
export function signedText(content: CheckpointContent): string {
  return JSON.stringify(canonicalCheckpoint(content));
}

/** Computes the digest by which the next checkpoint names this one. */
export function digestOfCheckpoint(content: CheckpointContent): string {
  return digestOfCanonical(signedText(content));
}

/** A row of `checkpoints`. */
export interface CheckpointRow {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly created_at: number;
  readonly tree_size: number;
  readonly root: string;
  readonly previous: string | null;
  readonly audit_sequence: number;
  readonly audit_head: string | null;
  readonly key_id: string;
  readonly signature: string;
}

export function toCheckpoint(row: CheckpointRow): Checkpoint {
  return {
    content: {
      auditHead: row.audit_head,
      auditSequence: row.audit_sequence,
      createdAt: instant(row.created_at),
      keyId: row.key_id,
      number: row.number,
      previous: row.previous,
      root: row.root,
      treeSize: row.tree_size,
    },
    signature: row.signature,
  };
}

export async function lastCheckpoint(snapshot: Snapshot): Promise<Checkpoint | undefined> {
  const [row] = await snapshot.rows<CheckpointRow>('select * from checkpoints order by number desc limit 1');
  return row && toCheckpoint(row);
}
