// The console's menu: one entry for each place, shown to those whose roles lead anywhere there.

import { allowed, type Action } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';

export interface MenuEntry {
  readonly href: string;
  readonly label: string;
  /** Any one of them opens the place. */
  readonly actions: readonly Action[];
}

/** In the order of a worker's day. Every page asks the policy again; the menu only spares a way that leads nowhere. */
const MENU: readonly MenuEntry[] = [
  { href: '/console/cases', label: 'Cases', actions: ['list_records'] },
  { href: '/console/tasks', label: 'Tasks', actions: ['work_on_tasks'] },
  { href: '/console/tasks/releases', label: 'To sign', actions: ['sign_release'] },
  { href: '/console/tasks/splits', label: 'Splits by party', actions: ['answer_split'] },
  { href: '/console/tasks/consents', label: 'Consents', actions: ['consent_to_reply'] },
  { href: '/console/news', label: 'News', actions: ['read_news'] },
  { href: '/console/tracing-requests', label: 'Requests', actions: ['read_tracing_requests'] },
  { href: '/console/lists', label: 'Lists', actions: ['read_lists'] },
  { href: '/console/matches', label: 'Matches', actions: ['read_matches'] },
  { href: '/console/links', label: 'Links', actions: ['review_link'] },
  { href: '/console/disclosure-requests', label: 'Disclosures', actions: ['read_disclosure_requests'] },
  { href: '/console/search', label: 'Search', actions: ['search_persons'] },
  { href: '/console/register', label: 'Register', actions: ['register_person'] },
  { href: '/console/evidence', label: 'Evidence', actions: ['read_evidence'] },
  { href: '/console/exchanges', label: 'Exchanges', actions: ['read_exchanges'] },
  { href: '/console/remains', label: 'Remains', actions: ['read_remains'] },
  { href: '/console/retention', label: 'Retention', actions: ['read_retention'] },
  { href: '/console/inquiries', label: 'Inquiries', actions: ['make_inquiry', 'read_inquiries'] },
  { href: '/console/figures', label: 'Figures', actions: ['count_statistics'] },
  { href: '/console/published-figures', label: 'Published figures', actions: ['read_published_figures'] },
  { href: '/console/releases', label: 'Releases', actions: ['list_releases'] },
  { href: '/console/administration', label: 'Administration', actions: ['administer'] },
  { href: '/console/audit', label: 'Audit log', actions: ['read_audit'] },
];

export function menuOf(actor: Actor): readonly MenuEntry[] {
  return MENU.filter(({ actions }) => actions.some((action) => allowed(actor, action)));
}
