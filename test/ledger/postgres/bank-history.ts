import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A line of the history of a run: what was sent and answered, in the order in which it was, and what is there at its end. */
export type Line =
  | ({ readonly what: 'sent'; readonly key: string } & Movement)
  | {
      readonly what: 'answered';
      readonly key: string;
      readonly code: string;
      readonly id?: string;
      readonly replayed: boolean;
    }
  /** Sum of all balances in a snapshot, and the number of those below zero. */
  | { readonly what: 'seen'; readonly sum: number; readonly below: number }
  | ({ readonly what: 'stored'; readonly key: string; readonly id: string } & Movement)
  | { readonly what: 'balance'; readonly wallet: string; readonly first: number; readonly last: number };

interface Movement {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

/** Keeps a history in a file, a line of JSON each, so that it can be checked when the run and its database are gone. */
export class HistoryFile {
  readonly #file: number;

  constructor(readonly path: string) {
    this.#file = openSync(path, 'w');
  }

  write(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

export function readHistory(path: string): Line[] {
  const texts = readFileSync(path, 'utf8').split('\n');
  return texts.filter((text) => text !== '').map((text) => JSON.parse(text) as Line);
}

/** Answers that say nothing about what has become of a transfer, or that nothing has. */
const UNDECIDED = new Set(['UNAVAILABLE', 'OUTCOME_UNKNOWN']);

/** Finds whatever contradicts that each transfer was made once or refused for good, from the lines alone. */
export function problemsIn(history: readonly Line[]): string[] {
  const keys = Map.groupBy(
    history.filter((line) => line.what === 'sent' || line.what === 'answered' || line.what === 'stored'),
    ({ key }) => key,
  );
  return [...keys]
    .flatMap(([key, lines]) => problemsOfKey(lines).map((problem) => `${key}: ${problem}`))
    .concat(problemsOfIds(history), problemsOfBalances(history));
}

type OfKey = Extract<Line, { key: string }>;

function problemsOfKey(lines: readonly OfKey[]): string[] {
  const problems: string[] = [];
  const sent = lines.filter((line) => line.what === 'sent');
  const stored = lines.filter((line) => line.what === 'stored');
  const contents = new Set([...sent, ...stored].map(({ from, to, amount }) => `${from} ${to} ${amount}`));
  if (sent.length === 0) problems.push('was never sent');
  if (contents.size > 1) problems.push(`is ${[...contents].join(' and ')}`);

  const answered = lines.filter((line) => line.what === 'answered');
  const decided = answered.filter(({ code }) => !UNDECIDED.has(code));
  const [decision] = decided;
  const ids = new Set([...decided, ...stored].flatMap(({ id }) => id ?? []));
  if (new Set(decided.map(({ code }) => code)).size !== 1) problems.push('has no decision, or several');
  if (ids.size > 1) problems.push(`made ${[...ids].join(' and ')}`);
  if (stored.length !== (decision?.code === 'OK' ? 1 : 0)) {
    problems.push(`was answered ${String(decision?.code)} and is there ${stored.length} times`);
  }
  let mayHaveHappened = false;
  for (const { code, replayed } of answered) {
    if (replayed && !mayHaveHappened)
      problems.push('had happened, although nothing had said that it might have');
    if (code !== 'UNAVAILABLE') mayHaveHappened = true;
  }
  return problems;
}

/** Looks for transactions that several keys have made. */
function problemsOfIds(history: readonly Line[]): string[] {
  const stored = history.filter((line) => line.what === 'stored');
  return [...Map.groupBy(stored, ({ id }) => id)].flatMap(([id, lines]) =>
    lines.length === 1 ? [] : [`${id}: is there ${lines.length} times`],
  );
}

function problemsOfBalances(history: readonly Line[]): string[] {
  const effects = new Map<string, number>();
  const add = (wallet: string, amount: number) => effects.set(wallet, (effects.get(wallet) ?? 0) + amount);
  for (const line of history) {
    if (line.what !== 'stored') continue;
    add(line.from, -line.amount);
    add(line.to, line.amount);
  }
  const balances = history.filter((line) => line.what === 'balance');
  const whole = balances.reduce((sum, { first }) => sum + first, 0);
  return [
    ...balances.flatMap(({ wallet, first, last }) => {
      const due = first + (effects.get(wallet) ?? 0);
      return last === due ? [] : [`${wallet}: holds ${last} and not ${due}`];
    }),
    ...history.flatMap((line) =>
      line.what === 'seen' && (line.sum !== whole || line.below !== 0)
        ? [`a snapshot shows ${line.sum} of ${whole}, and ${line.below} balances below zero`]
        : [],
    ),
  ];
}
