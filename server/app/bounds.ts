import type { LoadLimits } from '../http/limits/load.js';
import type { RequestLimits } from '../http/limits/rate-limit.js';
import type { Timeouts } from '../http/limits/timeouts.js';
import type { WorkLimits } from '../identity/throttles/work-allowance.js';
import type { SlotLimits } from '../live/response-slots.js';

/** Limits on clients that differ from those of the product. */
export interface Bounds {
  readonly timeouts?: Partial<Timeouts>;
  readonly connectionsPerAddress?: number;
  readonly streams?: SlotLimits;
  readonly exports?: SlotLimits;
  readonly requests?: RequestLimits;
  readonly work?: WorkLimits;
  readonly load?: LoadLimits;
}
