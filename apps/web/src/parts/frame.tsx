import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { LiveBar } from '../live/live-bar.js';
import { at, isUnder, pathOf } from '../server/address.js';
import { useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';

const PAGES = [
  { key: 'frame.day', href: '/day' },
  { key: 'frame.week', href: '/week' },
  { key: 'frame.month', href: '/month' },
  { key: 'frame.year', href: '/year' },
  { key: 'frame.activities', href: '/activities' },
  { key: 'frame.goals', href: '/goals' },
  { key: 'frame.rules', href: '/rules' },
  { key: 'frame.history', href: '/history' },
] as const;

/** Pages that belong to a section that another page stands for in the frame. */
const ALSO: Readonly<Record<string, readonly `/${string}`[]>> = {
  '/goals': ['/schedules', '/highlights', '/offline-time', '/focus'],
};

/** Which `aria-current` a link has: of its own page, of a page of its section, or none. */
function currentOf(path: string, href: `/${string}`): { 'aria-current'?: 'page' | 'true' } {
  // `/` is the page of today.
  if (isUnder(path, href) || (path === '/' && href === '/day')) return { 'aria-current': 'page' };
  return (ALSO[href] ?? []).some((also) => isUnder(path, also)) ? { 'aria-current': 'true' } : {};
}

/** The frame of every page: the links to the pages above, the page below. */
export function Frame({ children }: { children: ComponentChildren }) {
  const { text } = useTexts();
  const { email } = useServer();
  const path = pathOf(useLocation().path);
  return (
    <>
      <a class="skip" href="#content">
        {text('frame.skip')}
      </a>
      <header class="top">
        <b>Timeledger</b>
        <nav aria-label={text('frame.pages')}>
          {PAGES.map(({ key, href }) => (
            <a key={key} href={at(href)} {...currentOf(path, href)}>
              {text(key)}
            </a>
          ))}
        </nav>
        <a class="account" href={at('/me')} title={email} {...currentOf(path, '/me')}>
          {text('frame.account')}
        </a>
      </header>
      <main id="content" tabIndex={-1}>
        <LiveBar />
        {children}
      </main>
    </>
  );
}
