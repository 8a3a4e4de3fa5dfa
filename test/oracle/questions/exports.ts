import fc from 'fast-check';
import { exportByCommandLine } from '../product/command-line.js';
import type { Person } from '../product/person.js';
import { queryString } from '../product/walking.js';
import type { World } from '../product/world.js';
import {
  entryLines,
  inCsv,
  readCsv,
  readNdjson,
  statementLines,
  transactionLines,
  type Line,
} from '../truth/exports.js';
import { entryFilters } from './entries.js';
import { given, maybe, ranges, staffOf, timeZone, viewers, worded, type Question } from './question.js';
import { transactionFilters } from './transactions.js';

interface Asked {
  readonly person: Person;
  readonly what: 'transactions' | 'entries';
  readonly format: 'csv' | 'ndjson';
  readonly query: Readonly<Record<string, unknown>>;
  readonly lines: readonly Line[];
}

/** Generates exports with their formats and expected contents. */
function exported(world: World): fc.Arbitrary<Asked> {
  const { facts } = world;
  const { transactions, entries, users, wallets } = facts.tables;
  const common = { person: staffOf(world), format: fc.constantFrom('csv' as const, 'ndjson' as const) };
  const ofTransactions = fc
    .record({
      ...common,
      filter: transactionFilters(facts),
      after: maybe(fc.constantFrom(...transactions.map(({ id }) => id))),
    })
    .map(({ filter, after, ...rest }) => ({
      ...{ ...rest, what: 'transactions' as const },
      query: worded(given({ ...filter, after })),
      lines: transactionLines(facts, rest.person, filter, after),
    }));
  const ofEntries = fc
    .record({
      ...common,
      filter: entryFilters(facts),
      after: maybe(fc.constantFrom(...entries.map(({ id }) => id))),
      walletId: maybe(fc.constantFrom(...wallets.map(({ id }) => id))),
      ownerId: maybe(fc.constantFrom(...users.map(({ id }) => id))),
      currency: maybe(fc.constantFrom('KES', 'JPY', 'KWD', 'USD')),
    })
    .map(({ person, format, filter, after, ...ofWallets }) => {
      const all = given({ ...filter, ...ofWallets });
      return {
        ...{ person, format, what: 'entries' as const },
        query: worded(given({ ...all, after })),
        lines: entryLines(facts, all, after),
      };
    });
  return fc.oneof(ofTransactions, ofEntries);
}

/** Exports over REST. */
export function exportQuestions(world: World): fc.Arbitrary<Question> {
  return exported(world).map((asked) => {
    const path = `/api/exports/${asked.what}?${queryString({ ...asked.query, format: asked.format })}`;
    return questionOf(asked, 'REST', async () => asked.person.download(path));
  });
}

/** Exports by the command line. */
export function commandLineQuestions(world: World): fc.Arbitrary<Question> {
  return exported(world).map((asked) => {
    const options = Object.entries(asked.query).flatMap(([name, value]) => {
      const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return [value].flat().map((each) => `${option}=${String(each)}`);
    });
    const args = [asked.what, `--format=${asked.format}`, ...options];
    return questionOf(asked, 'command line', async () => exportByCommandLine(world, args));
  });
}

function questionOf(
  { what, format, query, lines }: Asked,
  door: string,
  file: () => Promise<string>,
): Question {
  return {
    asked: { export: what, door, format, ...query },
    expected: format === 'csv' ? lines.map(inCsv) : lines,
    answer: async () => (format === 'csv' ? readCsv(await file()) : readNdjson(await file())),
  };
}

/** A wallet's statement as CSV, for its owner and for staff. */
export function statementFileQuestions(world: World): fc.Arbitrary<Question> {
  const { facts } = world;
  return fc
    .record({ person: viewers(world), range: ranges(facts), timeZone, index: fc.nat() })
    .map(({ person, range, timeZone, index }) => {
      const asked = given({ ...range, timeZone });
      const seen = facts.tables.wallets.filter(({ id }) => facts.maySeeWallet(person, id));
      const wallet = seen[index % seen.length] ?? facts.tables.wallets[0];
      if (!wallet) throw new Error('There is no wallet');
      const by = facts.maySeeWallet(person, wallet.id) ? person : world.analyst;
      const path = `/api/wallets/${wallet.id}/statement.csv?${queryString(worded(asked))}`;
      return {
        asked: { path, by: by.role },
        expected: statementLines(facts, wallet.id, asked).map(inCsv),
        answer: async () => readCsv(await by.download(path)),
      };
    });
}
