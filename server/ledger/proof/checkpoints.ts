import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../model/clock.js';
import { readSnapshot, type Snapshot } from '../database/snapshot.js';
import type { UnitsOfWork } from '../database/unit-of-work.js';
import { findChanged, searchOfAll, type Found, type Search } from './changed-wallets.js';
import { digestOfCheckpoint, lastCheckpoint, signedText, type Checkpoint } from './checkpoint.js';
import { changedNodes, hashOfLeaf, type Node } from './merkle-tree.js';
import type { SigningKey } from './signing-key.js';
import { readNodes, storeCheckpoint, type Leaf } from './tree-rows.js';

/** Maximum number of leaves that one checkpoint changes, so that the ledger never waits long for the write lock. */
const LEAVES_MAX = 2_000;

/** Interval at which all wallets are searched, and not only those with new entries: a new wallet may have none. */
const SEARCH_OF_ALL_MS = 3_600_000;

/** Sequence and hash of the last audit event. */
interface AuditEnd {
  readonly sequence: number;
  readonly hash: string | null;
}

/** Everything that one checkpoint stores. */
interface Draft {
  readonly checkpoint: Checkpoint;
  readonly leaves: readonly Leaf[];
  readonly nodes: readonly Node[];
}

/** Writes signed checkpoints. Several processes may do so at once: each number is written by one of them. */
export class Checkpoints {
  #search: Search | undefined;
  #searchedAllAt = 0;

  constructor(
    /** Has a connection of its own, because it may read for long. */
    private readonly reader: EntityManager,
    private readonly units: UnitsOfWork,
    private readonly clock: Clock,
    /** Without one nothing is signed. */
    private readonly key: SigningKey | undefined,
    private readonly leavesMax = LEAVES_MAX,
    private readonly entriesMax?: number,
  ) {}

  /**
   * Writes what the checkpoints do not cover yet: one checkpoint, more where many wallets, or one by many entries, have
   * changed, none where nothing has.
   *
   * @returns The number of checkpoints written.
   * @throws LedgerError UNAVAILABLE, OUTCOME_UNKNOWN; what was stored stays, and the next time goes on from there.
   */
  async write(): Promise<number> {
    const { key } = this;
    if (!key) return 0;
    let written = 0;
    for (;;) {
      const { found, draft } = await readSnapshot(this.reader, async (snapshot) =>
        this.#prepare(snapshot, key),
      );
      if (draft) {
        const { checkpoint, leaves, nodes } = draft;
        const stored = await this.units.run((em) => storeCheckpoint(em, checkpoint, key, leaves, nodes));
        // Another process was faster; it may have covered all of this, or some.
        if (!stored) continue;
        written += 1;
      }
      this.#search = found.next;
      if (found.complete) return written;
    }
  }

  async #prepare(snapshot: Snapshot, key: SigningKey): Promise<{ found: Found; draft: Draft | undefined }> {
    const search = await this.#nextSearch(snapshot);
    const found = await findChanged(snapshot, search, this.leavesMax, this.entriesMax);
    const last = await lastCheckpoint(snapshot);
    const audit = await lastAuditEvent(snapshot);
    const isNews = found.changed.length > 0 || (last && audit.sequence > last.content.auditSequence);
    const draft = isNews ? await this.#draft(snapshot, last, found, audit, key) : undefined;
    return { found, draft };
  }

  async #nextSearch(snapshot: Snapshot): Promise<Search> {
    const now = performance.now();
    if (this.#search && now - this.#searchedAllAt < SEARCH_OF_ALL_MS) return this.#search;
    this.#searchedAllAt = now;
    this.#search = await searchOfAll(snapshot);
    return this.#search;
  }

  async #draft(
    snapshot: Snapshot,
    last: Checkpoint | undefined,
    { changed }: Found,
    audit: AuditEnd,
    key: SigningKey,
  ): Promise<Draft> {
    let treeSize = last?.content.treeSize ?? 0;
    const leaves = changed.map((wallet): Leaf => {
      const leafIndex = wallet.leafIndex ?? treeSize;
      treeSize = Math.max(treeSize, leafIndex + 1);
      return { ...wallet, leafIndex };
    });
    const hashes = new Map(leaves.map((leaf) => [leaf.leafIndex, hashOfLeaf(leaf)]));
    const nodes =
      leaves.length === 0
        ? []
        : await changedNodes(hashes, treeSize, async (level, indexes) => readNodes(snapshot, level, indexes));
    const content = {
      auditHead: audit.hash,
      auditSequence: audit.sequence,
      createdAt: this.clock.now().toISOString(),
      keyId: key.id,
      number: (last?.content.number ?? 0) + 1,
      previous: last ? digestOfCheckpoint(last.content) : null,
      root: nodes.at(-1)?.hash ?? last?.content.root ?? '',
      treeSize,
    };
    return { checkpoint: { content, signature: key.sign(signedText(content)) }, leaves, nodes };
  }
}

async function lastAuditEvent(snapshot: Snapshot): Promise<AuditEnd> {
  const [last] = await snapshot.rows<AuditEnd>(
    'select sequence, hash from audit_events order by sequence desc limit 1',
  );
  return last ?? { sequence: 0, hash: null };
}
