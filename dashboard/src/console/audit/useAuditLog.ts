import { computed } from 'vue';
import { AuditEventsQuery } from './audit-events.query';
import { AUDIT_FILTERS, auditFilter } from './audit-filter';
import { useRouteFilters } from '../../shared/lists/useRouteFilters';
import { useConsoleList } from '../shared/lists/useConsoleList';

/** Reads the audit events that the URL's filters select, the last one first. */
export function useAuditLog() {
  const { filters } = useRouteFilters(AUDIT_FILTERS);
  const filter = computed(() => auditFilter(filters.value));
  return useConsoleList({
    query: AuditEventsQuery,
    variables: (after) => ({ after, filter: filter.value }),
    select: ({ auditEvents: { nodes, pageInfo } }) => ({
      nodes: nodes.map((event) => ({ ...event, id: String(event.sequence) })),
      pageInfo,
    }),
  });
}
