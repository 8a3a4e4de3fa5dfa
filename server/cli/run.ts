import { CommanderError } from 'commander';
import { ConfigError } from '../config/config.js';
import { CodedError } from '../ledger/errors.js';
import { ExitError } from '../config/exit-error.js';

/** What a shell shows of a program that was ended by SIGPIPE, which Node ignores: 128 and the signal's number. */
const EXIT_BROKEN_PIPE = 141;

/**
 * Does the work of a command and ends the process when it fails: each line of the explanation on stderr, exit code 1 when
 * the thing failed, 2 when it was asked for in a wrong way or the configuration has mistakes.
 */
export async function run(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // Commander has said already what is wrong with the arguments, or has shown the help that was asked for.
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    // Whoever read its output has seen enough, as `head` does after ten lines.
    if (isBrokenPipe(error)) process.exit(EXIT_BROKEN_PIPE);
    for (const line of explain(error)) process.stderr.write(`nissmart: ${line}\n`);
    process.exit(exitCodeOf(error));
  }
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

function explain(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.mistakes;
  if (!(error instanceof Error)) return [String(error)];
  if (error instanceof ExitError || error instanceof CodedError) return [error.message];
  // The operating system and the database give their errors a code and clear words; anything else is a fault of ours.
  return ['code' in error ? error.message : (error.stack ?? error.message)];
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return 2;
  if (error instanceof CodedError) return error.code === 'BAD_USER_INPUT' ? 2 : 1;
  return error instanceof ExitError ? error.exitCode : 1;
}
