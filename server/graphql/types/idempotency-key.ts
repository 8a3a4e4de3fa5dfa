/** Description of the argument `idempotencyKey` where money moves. */
export const KEY =
  '1 to 255 visible ASCII characters of your own, new for each thing that you ask for. The same request under the same ' +
  'key again is answered with the first outcome and happens once; another request under it hears IDEMPOTENCY_KEY_REUSED.';

/** Description of an optional `idempotencyKey`. */
export const OPTIONAL_KEY =
  'As for a movement of money, but may be left out; then every request that arrives is a new one.';

/** Description of an optional `idempotencyKey` for changes of a status. */
export const STATUS_KEY =
  'May be left out: the status itself keeps it from happening twice, and a second attempt hears INVALID_STATE.';

/** Description of the field `replayed` of payloads. */
export const REPLAYED = 'True when an earlier request with this key had this outcome already.';
