// The frame of every page: skip link, banner, header with menu, main part, footer.

import type { ComponentChildren } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { ICON_PATH, STYLE_PATH } from '../assets/assets.js';
import { ActionForm, type FormSeal } from '../forms/console-form.js';
import { inWords } from '../words/in-words.js';
import { menuOf } from './menu.js';

export interface LayoutProps {
  readonly title: string;
  /** The address of the menu entry that the page belongs to. */
  readonly place?: string;
  readonly demonstration: boolean;
  readonly actor: Actor | null;
  readonly seal: FormSeal;
  readonly children?: ComponentChildren;
}

export function Layout(props: LayoutProps) {
  const { title, demonstration, children } = props;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · Whereabouts${demonstration ? ' (demonstration)' : ''}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content={props.actor === null ? 'index' : 'noindex, nofollow'} />
        <link rel="icon" type="image/svg+xml" href={ICON_PATH} />
        <link rel="stylesheet" href={STYLE_PATH} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the main part
        </a>
        {demonstration && (
          <p class="demonstration">
            <strong>Demonstration.</strong> All people, parties and events here are invented.
          </p>
        )}
        <Header {...props} />
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <Footer />
      </body>
    </html>
  );
}

function Header({ actor, seal, place }: LayoutProps) {
  return (
    <header class="top">
      <div class="bar">
        <a class="brand" href={actor === null ? '/' : '/console'}>
          <Mark />
          Whereabouts
        </a>
        {actor === null ? <PublicMenu place={place} /> : <ConsoleMenu actor={actor} place={place} />}
        {actor !== null && (
          <div class="who">
            <span>
              <a href="/console/account" {...(place === '/console/account' && { 'aria-current': 'page' as const })}>
                <strong>{actor.username}</strong>
              </a>{' '}
              · {actor.roles.map(inWords).join(', ')}
            </span>
            <ActionForm action="/sign-out" seal={seal} button="Sign out" />
          </div>
        )}
      </div>
    </header>
  );
}

/** A ring with a gap: somebody who is looked for, and the way back left open. */
function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d="M20.5 8.3a9.2 9.2 0 1 1-4.8-4.8" fill="none" stroke="currentColor" stroke-width="2.4" />
      <circle cx="12" cy="12" r="2.6" fill="currentColor" />
    </svg>
  );
}

function Entry({ href, label, place }: { href: string; label: string; place: string | undefined }) {
  return (
    <li>
      <a href={href} {...(href === place && { 'aria-current': 'page' as const })}>
        {label}
      </a>
    </li>
  );
}

function ConsoleMenu({ actor, place }: { actor: Actor; place: string | undefined }) {
  return (
    <nav aria-label="Console">
      <ul>
        {menuOf(actor).map(({ href, label }) => (
          <Entry href={href} label={label} place={place} />
        ))}
      </ul>
    </nav>
  );
}

function PublicMenu({ place }: { place: string | undefined }) {
  return (
    <nav aria-label="Public pages">
      <ul>
        <Entry href="/" label="Latest figures" place={place} />
        <Entry href="/explore" label="Explore" place={place} />
        <Entry href="/releases" label="All releases" place={place} />
        <Entry href="/sign-in" label="Sign in" place={place} />
      </ul>
    </nav>
  );
}

function Footer() {
  return (
    <footer class="bottom">
      <p>
        Whereabouts counts what was reported to it and says nothing about what was not. A person who is listed nowhere
        may be missing, and a figure of 0 does not say that there is nobody.
      </p>
      <ul>
        <li>
          <a href="/">Public figures</a>
        </li>
        <li>
          <a href="/docs">API documentation</a>
        </li>
      </ul>
    </footer>
  );
}
