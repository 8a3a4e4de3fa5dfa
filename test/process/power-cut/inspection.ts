import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MoneyCommand } from '../../../server/ledger/model/command.js';
import { verifyBooks } from '../../../server/ledger/verify/verify.js';
import { openDatabase } from '../../../server/storage/sqlite-open.js';
import { expectBooksToBalance, type Books } from '../../support/books.js';
import { SettableClock } from '../../support/clock.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { temporaryFolder, TestLedger } from '../../support/ledger.js';
import { outcomeOf } from '../../support/outcome.js';
import { expectedBalances, type Order, type Outcome } from '../kill-load.js';
import { Disk } from './disk.js';
import { DATABASE, type Recording } from './recording.js';
import type { State } from './states.js';

/** Contents of a database once it is open, and its mistakes whoever was answered. */
interface Contents {
  readonly problems: readonly string[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly wallets: ReadonlySet<string>;
}

/** Opens what a power cut left, as the product does, and holds it against what clients were told before. */
export class Inspection {
  readonly #folder = temporaryFolder();
  readonly #known = new Map<string, Contents>();
  readonly #keyFiles: ReadonlyMap<string, Buffer>;
  readonly #firstAnswer: number;

  constructor(private readonly recording: Recording) {
    const disk = new Disk();
    for (const step of recording.steps) disk.take(step);
    const found = disk.after(() => 'all');
    this.#keyFiles = new Map([...found].filter(([path]) => /key(\.pem)?$/.test(path)));
    this.#firstAnswer = Math.min(...recording.savers.map(({ steps }) => steps));
  }

  /** Number of different contents that were found. */
  get contents(): number {
    return this.#known.size;
  }

  /** Says everything that is wrong with a state. */
  async problemsOf(state: State): Promise<string[]> {
    const found = await this.#open(state).catch((error: unknown) => `it does not open: ${String(error)}`);
    const problems = typeof found === 'string' ? [found] : [...found.problems, ...this.#lost(state, found)];
    problems.push(...this.#keyProblems(state));
    return problems.map((problem) => `after ${state.steps} steps, with ${state.what}: ${problem}`);
  }

  async #open(state: State): Promise<Contents> {
    const path = this.#put(state);
    const database = await openDatabase({ path, durable: true });
    const hash = createHash('sha1').update(database.serialize()).digest('base64');
    database.close();
    const known = this.#known.get(hash) ?? (await this.#look(this.#put(state)));
    this.#known.set(hash, known);
    return known;
  }

  #put({ files }: State): string {
    rmSync(this.#folder, { recursive: true, force: true });
    const path = join(this.#folder, DATABASE);
    mkdirSync(dirname(path), { recursive: true });
    for (const [name, bytes] of files) {
      // The index of the log is memory that is shared by a file; after a power cut it holds whatever it likes.
      writeFileSync(
        join(this.#folder, name),
        name.endsWith('-shm') ? Buffer.alloc(bytes.length, '?') : bytes,
      );
    }
    return path;
  }

  /** Looks at a content once: proves the books, and sends all orders again, which must do what was not done and nothing twice. */
  async #look(path: string): Promise<Contents> {
    const t = await TestLedger.open(`sqlite:${path}`, new SettableClock(new Date().toISOString()));
    try {
      const { problems, before } = await booksOf(t);
      const outcomes = new Map(
        before.records.map((record) => [record.key, { ...idOf(record), ...codeOf(record) }]),
      );
      const wallets = new Set(before.wallets.map(({ id }) => id));
      if (this.recording.savers.every(({ walletId }) => wallets.has(walletId))) {
        problems.push(...(await this.#sendAgain(t, outcomes)));
      }
      return { problems, outcomes, wallets };
    } finally {
      await t.close();
    }
  }

  async #sendAgain(t: TestLedger, stored: ReadonlyMap<string, Outcome>): Promise<string[]> {
    const { orders, savers } = this.recording;
    const problems: string[] = [];
    const sent = await Promise.all(
      orders.map(async (order) => {
        const { key } = order;
        const answer = await outcomeOf(t.ledger.submit(this.#commandOf(order)));
        const outcome: Outcome =
          'transaction' in answer ? { id: answer.transaction.id } : { code: answer.code };
        const known = stored.get(key);
        if (answer.replayed !== (known !== undefined)) problems.push(`${key} was stored and is done again`);
        if (known && !isSame(known, outcome)) problems.push(`${key} has another outcome than what is stored`);
        return { ...order, outcome };
      }),
    );
    const after = await booksOf(t);
    problems.push(...after.problems);
    const made = sent.flatMap(({ outcome }) => outcome.id ?? []).sort();
    if (made.join() !== after.before.transactions.map(({ id }) => id).join()) {
      problems.push(`${made.length} orders have made ${after.before.transactions.length} transactions`);
    }
    const balances = after.before.wallets
      .filter(({ kind }) => kind === 'CUSTOMER')
      .map(({ id, posted }) => `${id} ${posted}`);
    const due = Object.entries(expectedBalances(sent, savers)).map(([id, posted]) => `${id} ${posted}`);
    if (balances.sort().join() !== due.sort().join()) {
      problems.push(`the balances are ${balances.join()} and not ${due.join()}`);
    }
    return problems;
  }

  #commandOf({ key, kind, owner, to, amount }: Order): MoneyCommand {
    const saver = this.recording.savers[owner];
    if (!saver) throw new Error(`There is no saver ${owner}`);
    const wallet = { id: saver.walletId, ownerId: saver.id, currency: 'KES' } as const;
    const asked = { idempotencyKey: key };
    if (kind === 'deposit') return depositTo(wallet, amount, asked);
    return kind === 'withdraw'
      ? withdrawFrom(wallet, amount, asked)
      : transferFrom(wallet, { walletId: to }, amount, asked);
  }

  /** Lists everything that was answered before the power was cut, and is not there. */
  #lost({ steps }: State, { outcomes, wallets }: Contents): string[] {
    const { orders, savers } = this.recording;
    return [
      ...savers.flatMap((saver) =>
        saver.steps <= steps && !wallets.has(saver.walletId) ? `wallet ${saver.walletId} is lost` : [],
      ),
      ...orders.flatMap((order) =>
        order.steps <= steps && !isSame(order.outcome, outcomes.get(order.key))
          ? `${order.kind} ${order.key} is lost, which was answered ${JSON.stringify(order.outcome)}`
          : [],
      ),
    ];
  }

  /** Key files are whole wherever they are, and are there once anybody was answered. */
  #keyProblems({ files, steps }: State): string[] {
    return [...this.#keyFiles].flatMap(([path, bytes]) => {
      const found = files.get(path);
      if (found ? found.equals(bytes) : steps < this.#firstAnswer) return [];
      return `${path} is ${found ? 'not whole' : 'lost'}`;
    });
  }
}

async function booksOf(t: TestLedger): Promise<{ problems: string[]; before: Books }> {
  const before = await expectBooksToBalance(t.storage);
  const { problems } = await verifyBooks(t.storage.reader, t.clock);
  return { before, problems: problems.map(({ code, message }) => `${code}: ${message}`) };
}

function idOf({ transaction_id: id }: { transaction_id: string | null }): Outcome {
  return id === null ? {} : { id };
}

function codeOf({ rejection_code: code }: { rejection_code: string | null }): Outcome {
  return code === null ? {} : { code };
}

function isSame(outcome: Outcome, other: Outcome | undefined): boolean {
  return other !== undefined && outcome.id === other.id && outcome.code === other.code;
}
