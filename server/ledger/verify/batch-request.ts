import { z } from 'zod';
import { parseStoredJson } from '../chain/chain-rows.js';
import { isCurrency } from '../money/currencies.js';
import type { BatchRequest } from '../model/transfer-batch.js';

/** Exactly what is stored of a request: a field more or less is one that somebody has changed. */
const REQUEST = z.strictObject({
  fromWalletId: z.string(),
  to: z.union([z.strictObject({ walletId: z.string() }), z.strictObject({ email: z.string() })]),
  amount: z.int(),
  currency: z.string().refine(isCurrency),
  reference: z.string().nullable(),
  description: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
});

/** Undefined for what no batch can have been asked for. */
function requestIn(text: string | null): BatchRequest | undefined {
  const value: unknown = parseStoredJson(text);
  return isRequest(value) ? value : undefined;
}

/** Tells without a copy: a digest is over every character of what is stored. */
function isRequest(value: unknown): value is BatchRequest {
  return REQUEST.safeParse(value).success;
}

/** The requests of items, and whether there are any: one that was changed to what is none still is there. */
export function requestsIn(items: readonly { readonly request: string | null }[]): {
  readonly kept: boolean;
  readonly requests: readonly BatchRequest[];
} {
  return {
    kept: items.some(({ request }) => request !== null),
    requests: items.flatMap(({ request }) => requestIn(request) ?? []),
  };
}
