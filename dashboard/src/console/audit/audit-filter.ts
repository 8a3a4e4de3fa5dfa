import type { AuditEventsQuery } from './audit-events.query';
import type { VariablesOf } from '../../shared/graphql/tada';
import { daysAsked, orUndefined, type Texts } from '../shared/filters/filters';
import { AUDIT_ACTIONS, known } from '../shared/names';

export const AUDIT_FILTERS = { action: [] as Texts, actor: '', from: '', to: '' };

export function auditFilter(
  filters: typeof AUDIT_FILTERS,
): NonNullable<VariablesOf<typeof AuditEventsQuery>['filter']> {
  return {
    action: orUndefined(known(AUDIT_ACTIONS, filters.action)),
    actorId: filters.actor || undefined,
    ...daysAsked(filters),
  };
}
