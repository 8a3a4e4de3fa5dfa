import { createHash } from 'node:crypto';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { Disk, SECTOR_BYTES, type Left, type Pending } from './disk.js';
import type { Step } from './trace.js';

/** Something that a power cut can leave. */
export interface State {
  readonly files: ReadonlyMap<string, Buffer>;
  /** Number of steps that were taken before the cut. */
  readonly steps: number;
  /** Names the part that is left of all that no flush had put on the disk, for people to read. */
  readonly what: string;
}

interface Loss {
  readonly what: string;
  readonly left: (change: Pending, index: number) => Left;
}

const EVERYTHING: Loss = { what: 'everything', left: () => 'all' };
const NOTHING: Loss = { what: 'nothing', left: () => 'nothing' };
/** Number of rounds without a new state after which there are no more. */
const IDLE_ROUNDS_MAX = 50;
const PAGE_SECTORS = 4096 / SECTOR_BYTES;

/** Losses that a round draws from, one at each step at most. */
const KINDS = [
  (): Loss => EVERYTHING,
  (): Loss => NOTHING,
  (pending: number, random: SeededRandom): Loss => {
    const lost = random.whole(0, pending - 1);
    return { what: `all but change ${lost}`, left: (_change, index) => (index === lost ? 'nothing' : 'all') };
  },
  (pending: number, random: SeededRandom): Loss => {
    const kept = random.whole(0, pending - 1);
    return { what: `only change ${kept}`, left: (_change, index) => (index === kept ? 'all' : 'nothing') };
  },
  (_pending: number, random: SeededRandom): Loss => {
    const share = random.between(0.05, 0.95);
    return { what: 'some changes', left: () => (random.chance(share) ? 'all' : 'nothing') };
  },
  (_pending: number, random: SeededRandom): Loss => {
    const share = random.between(0.05, 0.95);
    return {
      what: 'some changes, and the room of others',
      left: () => (random.chance(share) ? 'all' : random.pick(['nothing', 'room'])),
    };
  },
  (pending: number, random: SeededRandom): Loss => {
    const torn = random.whole(0, pending - 1);
    const isLeft = halves(random);
    return {
      what: `change ${torn} torn, nothing after it`,
      left: (_change, index) => (index < torn ? 'all' : index === torn ? isLeft : 'nothing'),
    };
  },
  (_pending: number, random: SeededRandom): Loss => ({
    what: 'some sectors of each change',
    left: () => (random.chance(0.3) ? 'all' : halves(random)),
  }),
] as const;

/** Some sectors, or some pages, of a file. */
function halves(random: SeededRandom): (sector: number) => boolean {
  const share = random.between(0.1, 0.9);
  const unit = random.pick([1, PAGE_SECTORS]);
  const kept = new Map<number, boolean>();
  return (sector) => {
    const place = Math.floor(sector / unit);
    const known = kept.get(place) ?? random.chance(share);
    kept.set(place, known);
    return known;
  };
}

/**
 * Different states that power cuts can leave, each once after the same answers: first what is certain after each answer to a client, then, round
 * by round over all steps, what one kind of loss or another leaves.
 *
 * @param share Probability with which a round looks at a step. Before the first answer it is a twentieth of that: nothing is
 *   promised yet, and each state that is opened has to be brought up to date.
 */
export function* statesOf(steps: readonly Step[], seed: string, share: number): Generator<State> {
  const seen = new Set<string>();
  const firstAnswer = steps.findIndex(({ kind }) => kind === 'say');
  for (let round = 0, idle = 0; idle < IDLE_ROUNDS_MAX; round += 1) {
    const before = seen.size;
    const random = new SeededRandom(seed, String(round));
    const disk = new Disk();
    let answers = 0;
    for (const [index, step] of steps.entries()) {
      disk.take(step);
      if (step.kind === 'say') answers += 1;
      const chance = index < firstAnswer ? share / 20 : share;
      for (const loss of lossesAt(step, round, disk.pending.length, chance, random)) {
        const files = disk.after(loss.left);
        const found = `${answers} ${hashOf(files)}`;
        if (seen.has(found)) continue;
        seen.add(found);
        yield { files, steps: index + 1, what: loss.what };
      }
    }
    idle = seen.size === before ? idle + 1 : 0;
  }
}

function lossesAt(
  step: Step,
  round: number,
  pending: number,
  share: number,
  random: SeededRandom,
): readonly Loss[] {
  if (round === 0) return step.kind === 'say' ? [NOTHING, EVERYTHING] : [];
  if (pending === 0 || !random.chance(share)) return [];
  return [random.pick([...KINDS])(pending, random)];
}

function hashOf(files: ReadonlyMap<string, Buffer>): string {
  const hash = createHash('sha1');
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('base64');
}
