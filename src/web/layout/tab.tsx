// One of the lists between which a page lets its reader choose.

import type { ComponentChildren } from 'preact';

interface TabProps {
  readonly href: string;
  /** Whether its list is the one that the page shows. */
  readonly here: boolean;
  readonly children: ComponentChildren;
}

export function Tab({ href, here, children }: TabProps) {
  return (
    <li>
      <a href={href} {...(here && { 'aria-current': 'page' as const })}>
        {children}
      </a>
    </li>
  );
}
