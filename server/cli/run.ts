import { CommanderError } from 'commander';
import { ConfigError } from '../config/config.js';
import { CodedError } from '../ledger/errors.js';
import { ExitError } from '../config/exit-error.js';

/** Exit code that a shell shows for a program ended by SIGPIPE, which Node ignores: 128 and the signal's number. */
const EXIT_BROKEN_PIPE = 141;

/**
 * Runs the work of a command and ends the process when it fails: each line of the explanation on stderr, exit code 1 when
 * the work failed, 2 for wrong arguments or mistakes in the configuration.
 */
export async function run(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // Commander has printed already the mistake in the arguments, or the help.
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    // The reader of its output has seen enough, as `head` does after ten lines.
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
  // The operating system and the database give their errors a code and clear words; anything else is an internal error.
  return ['code' in error ? error.message : (error.stack ?? error.message)];
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return 2;
  if (error instanceof CodedError) return error.code === 'BAD_USER_INPUT' ? 2 : 1;
  return error instanceof ExitError ? error.exitCode : 1;
}
