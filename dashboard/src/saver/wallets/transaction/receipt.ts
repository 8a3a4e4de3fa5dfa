import type { JsonValue } from '../../../shared/graphql/tada';
import type { Problem } from '../../../shared/api/errors';

/** A receipt, byte by byte as the server gives it, or the problem with getting it. */
export type ReceiptAnswer = { readonly file: Uint8Array<ArrayBuffer> } | { readonly problem: Problem };

/** A problem document of the server (RFC 9457). */
interface ProblemDocument {
  readonly code: string;
  readonly detail: string;
  readonly details: Readonly<Record<string, JsonValue>>;
}

const ANSWER_WITHIN_MS = 20_000;
const NO_ANSWER: Problem = { code: 'NETWORK', message: 'No answer came', details: {}, replayed: false };

/**
 * Fetches the receipt of an entry over REST, because its bytes are the proof.
 *
 * @param userId The user in whose name to ask, see `makeClient`.
 */
export async function fetchReceipt(entryId: string, userId: string): Promise<ReceiptAnswer> {
  try {
    const response = await fetch(`/api/entries/${entryId}/receipt`, {
      headers: { 'nissmart-user': userId },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (response.ok) return { file: new Uint8Array(await response.arrayBuffer()) };
    const { code, detail, details } = (await response.json()) as ProblemDocument;
    return { problem: { code, message: detail, details, replayed: false } };
  } catch {
    return { problem: NO_ANSWER };
  }
}
