// The page behind a one-time link.

import type { ComponentChildren } from 'preact';

export function LinkPage({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <section class="narrow">
      <h1>{title}</h1>
      <p class="lead">This link works once. Nobody else should see it.</p>
      {children}
    </section>
  );
}
