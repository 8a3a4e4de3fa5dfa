import { createWriteStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ExitError } from '../../config/exit-error.js';
import type { FormatName } from '../../reports/exports/format.js';
import type { Piece } from '../../reports/exports/write.js';
import type { Opened } from '../../rest/routes/stream.js';
import { cutToWholeLines } from './export-file.js';

export interface TargetOptions {
  readonly out?: string | undefined;
  readonly continue?: true | undefined;
  readonly format: FormatName;
}

/** Destination of an export. */
export interface Target {
  /** The id in the last line that is there already. */
  readonly after: string | undefined;
  /** True when the file has a head already. */
  readonly hasHead: boolean;
  readonly stream: NodeJS.WritableStream;
}

/** @throws ExitError when the file is not as the options want it. */
export async function openTarget(
  { out, continue: continued, format }: TargetOptions,
  opened: Pick<Opened, 'name' | 'source'>,
): Promise<Target> {
  if (out === undefined) {
    if (continued) throw new ExitError('--continue needs --out, the file to continue', 2);
    return { after: undefined, hasHead: false, stream: process.stdout };
  }
  if (!existsSync(out)) {
    // Readable by its owner only: everybody's history is in it.
    return { after: undefined, hasHead: false, stream: createWriteStream(out, { flags: 'wx', mode: 0o600 }) };
  }
  if (!continued) throw new ExitError(`${out} exists already; --continue goes on with it`);
  const { bytes, after } = await cutToWholeLines(out, format, opened);
  return { after, hasHead: bytes > 0, stream: createWriteStream(out, { flags: 'a' }) };
}

/** Writes the pieces as fast as the target takes them, and says on stderr how many lines there were and where they end. */
export async function writeTo({ stream }: Target, pieces: AsyncIterable<Piece>): Promise<void> {
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  let lines = 0;
  let last: string | undefined;
  await pipeline(async function* () {
    for await (const piece of pieces) {
      yield piece.text;
      lines += piece.lines;
      last = piece.upTo;
      if (stopping.signal.aborted) return;
    }
  }, stream);

  const place = last === undefined ? '' : `; what comes later is found by --after ${last}`;
  process.stderr.write(`${String(lines)} line${lines === 1 ? '' : 's'}${place}\n`);
  if (stopping.signal.aborted) throw new ExitError('stopped before the end');
}
