import { setImmediate as nextTurn } from 'node:timers/promises';
import { digestOfCheckpoint, signedText, toCheckpoint, type CheckpointRow } from '../proof/checkpoint.js';
import type { CheckpointContent } from '../chain/contents.js';
import { VerifyingKey } from '../proof/signing-key.js';
import type { Snapshot } from '../database/snapshot.js';
import { CheckpointTree } from './checkpoint-tree.js';
import type { ProblemCode, Problems } from './problems.js';
import type { Scope } from './scope.js';

type Row = CheckpointRow & {
  readonly public_key: string | null;
  /** Of the audit event that it names. */
  readonly event_hash: string | null;
};

/**
 * Each checkpoint: it follows the one before it, is signed by a key that counts, names the audit log as it was, and its root
 * is that of the leaves it covers, which are the ends of the chains as they are in the books.
 */
export async function checkCheckpoints(snapshot: Snapshot, problems: Problems, scope: Scope): Promise<void> {
  const from = scope.since?.checkpoint ?? 0;
  const tree = new CheckpointTree(snapshot, problems);
  const [before] = await readPage(snapshot, from - 1, 1);
  let previous = before?.number === from ? contentOf(before) : undefined;
  let number = from;
  for (let full = true; full;) {
    const page = await readPage(snapshot, number, scope.pageRows);
    for (const row of page) {
      const found = (code: ProblemCode, message: string, expected: string, is: string): void =>
        problems.add({
          code,
          subject: { table: 'checkpoints', id: String(row.number) },
          message,
          expected,
          found: is,
        });
      const content = contentOf(row);
      const isNext = row.number === number + 1;
      if (!isNext) {
        found(
          'CHECKPOINT_NUMBER',
          'Checkpoints count from 1 without a gap',
          String(number + 1),
          String(row.number),
        );
      }
      const due = previous ? digestOfCheckpoint(previous) : null;
      if (isNext && content.previous !== due) {
        found(
          'CHECKPOINT_PREVIOUS',
          'A checkpoint names the one before it',
          due ?? 'none',
          content.previous ?? 'none',
        );
      }
      const signature = signatureProblem(row, content, scope.trusted);
      if (signature) found(signature.code, signature.message, signature.expected, signature.found);
      if (content.auditSequence > 0 && content.auditHead !== row.event_hash) {
        found(
          'CHECKPOINT_AUDIT',
          'The audit log has the event that was its last when the checkpoint was signed',
          content.auditHead ?? 'none',
          row.event_hash ?? 'none',
        );
      }
      await tree.check(content);
      previous = content;
      number = row.number;
      await nextTurn();
    }
    full = page.length === scope.pageRows;
  }
  if (!scope.since) await tree.checkForeigners();
}

async function readPage(snapshot: Snapshot, after: number, limit: number): Promise<Row[]> {
  return snapshot.rows<Row>(
    `select c.*, k.public_key, a.hash as event_hash from checkpoints c
    left join signing_keys k on k.id = c.key_id left join audit_events a on a.sequence = c.audit_sequence
    where c.number > ? order by c.number limit ${limit}`,
    [after],
  );
}

function contentOf(row: Row): CheckpointContent {
  return toCheckpoint(row).content;
}

function signatureProblem(
  row: Row,
  content: CheckpointContent,
  trusted: readonly VerifyingKey[] | undefined,
): { code: ProblemCode; message: string; expected: string; found: string } | undefined {
  const key = trusted ? trusted.find(({ id }) => id === row.key_id) : keyOf(row.public_key);
  if (key?.id !== row.key_id) {
    return {
      code: 'CHECKPOINT_KEY',
      message: 'A checkpoint is signed by a key that counts',
      expected: trusted?.map(({ id }) => id).join(' or ') ?? 'a key of signing_keys',
      found: row.key_id,
    };
  }
  if (key.hasSigned(signedText(content), row.signature)) return undefined;
  return {
    code: 'CHECKPOINT_SIGNATURE',
    message: 'The signature of a checkpoint is that of what it says',
    expected: `a signature by ${row.key_id}`,
    found: row.signature,
  };
}

function keyOf(spki: string | null): VerifyingKey | undefined {
  try {
    return spki === null ? undefined : VerifyingKey.fromSpki(spki);
  } catch {
    return undefined;
  }
}

/** Checks that each listed key has the id and the time of first use that its row states. */
export async function checkSigningKeys(
  snapshot: Snapshot,
  problems: Problems,
  { since }: Scope,
): Promise<void> {
  if (since) return;
  const rows = await snapshot.rows<{
    id: string;
    public_key: string;
    first_used_at: number;
    first_checkpoint_at: number | null;
  }>(
    `select id, public_key, first_used_at, (
      select created_at from checkpoints where key_id = id order by number limit 1) as first_checkpoint_at
    from signing_keys order by id`,
  );
  for (const { id, public_key: spki, first_used_at: usedAt, first_checkpoint_at: signedAt } of rows) {
    const subject = { table: 'signing_keys', id };
    const found = keyOf(spki)?.id ?? 'no Ed25519 key';
    if (found !== id) {
      problems.add({
        ...{ code: 'SIGNING_KEY', subject, message: 'The id of a key is SHA-256 over it' },
        ...{ expected: id, found },
      });
    }
    if (usedAt !== signedAt) {
      problems.add({
        ...{ code: 'SIGNING_KEY', subject, message: 'A key was first used for its first checkpoint' },
        ...{ expected: String(signedAt ?? 'none'), found: String(usedAt) },
      });
    }
  }
}
