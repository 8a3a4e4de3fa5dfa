import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AccessError } from '../../../identity/model/errors.js';
import type { Currency } from '../../../ledger/money/currencies.js';
import { parseAmountOrZero } from '../../../ledger/money/money.js';
import { digitsOf, unitOf, type RiskKind } from '../../../ledger/model/risk-threshold.js';
import type { Context } from '../../context/context.js';
import { requireReason } from '../../../identity/access/reason.js';
import { OptionalKeyArg, ReasonArg } from '../../types/arguments.js';
import { RiskKindEnum, RiskThresholdPayload } from '../../types/risk-threshold.types.js';
import { toThreshold } from './risk-threshold.view.js';
import { CurrencyEnum, DecimalScalar } from '../../types/scalars.js';

/** Matches a threshold that is not money, below a million: nobody waits for years. */
const FIGURE = /^(0|[1-9][0-9]{0,5})(?:\.([0-9]+))?$/;

@Resolver()
export class RiskThresholdResolver {
  @Mutation(() => RiskThresholdPayload, {
    description:
      'Sets beyond which figure there is an alert; without a threshold, takes it away. Alerts are raised and cleared before ' +
      'it answers. For operators. Errors: BAD_USER_INPUT, INVALID_AMOUNT, CONFIRMATION_REQUIRED.',
  })
  async setRiskThreshold(
    @Arg('kind', () => RiskKindEnum, { description: 'What to watch.' }) kind: RiskKind,
    @Arg('currency', () => CurrencyEnum, { description: 'Of what to watch.' }) currency: Currency,
    @Arg('threshold', () => DecimalScalar, {
      nullable: true,
      description:
        'In the unit of the kind: an amount, a share such as "0.25", a ratio such as "1.5", or hours.',
    })
    threshold: string | null | undefined,
    @ReasonArg() reason: string,
    @OptionalKeyArg()
    idempotencyKey: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<RiskThresholdPayload> {
    const { riskThresholds, riskAlerts, reports } = context.services;
    const parsed = threshold === null || threshold === undefined ? null : parse(threshold, kind, currency);
    const change = {
      kind,
      currency,
      threshold: parsed,
      operatorId: context.known.userId,
      reason: requireReason(reason),
    };
    const { replayed } = await riskThresholds.set(change, idempotencyKey ?? undefined);
    await riskAlerts.check();
    context.forgetReads();
    if (replayed) context.transport.markReplayed();
    const now = await reports.openRisk(currency).thresholds();
    const own = now.find((each) => each.kind === kind);
    return { threshold: own ? toThreshold(own) : null, replayed };
  }
}

/** @throws LedgerError INVALID_AMOUNT; AccessError BAD_USER_INPUT */
function parse(text: string, kind: RiskKind, currency: Currency): number {
  const unit = unitOf(kind);
  if (unit === 'MONEY') return parseAmountOrZero(text, currency);
  const digits = digitsOf(kind, currency);
  const [, whole = '', fraction = ''] = FIGURE.exec(text) ?? [];
  const value = Number(whole + fraction.padEnd(digits, '0'));
  if (whole === '' || fraction.length > digits || (unit === 'SHARE' && value > 10 ** digits)) {
    const most = unit === 'SHARE' ? ' from 0 to 1' : '';
    throw new AccessError(
      'BAD_USER_INPUT',
      `The threshold must be a decimal number${most} with at most ${String(digits)} digits after the point`,
      { field: 'threshold' },
    );
  }
  return value;
}
