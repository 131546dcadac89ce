import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { LiveBar } from '../live/live-bar.js';
import { at, pathOf } from '../server/address.js';
import { useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';

const PAGES = [
  { key: 'frame.day', href: '/day' },
  { key: 'frame.week', href: '/week' },
  { key: 'frame.month', href: '/month' },
  { key: 'frame.year', href: '/year' },
  { key: 'frame.rules', href: '/rules' },
] as const;

/** `/` is the page of today. */
const isAt = (path: string, href: string): boolean =>
  path === href || path.startsWith(`${href}/`) || (path === '/' && href === '/day');

/** The frame of every page: the links to the pages above, the page below. */
export function Frame({ children }: { children: ComponentChildren }) {
  const { text } = useTexts();
  const { email } = useServer();
  const { path } = useLocation();
  return (
    <>
      <a class="skip" href="#content">
        {text('frame.skip')}
      </a>
      <header class="top">
        <b>Timeledger</b>
        <nav aria-label={text('frame.pages')}>
          {PAGES.map(({ key, href }) => (
            <a key={key} href={at(href)} {...(isAt(pathOf(path), href) && { 'aria-current': 'page' as const })}>
              {text(key)}
            </a>
          ))}
        </nav>
        <a class="account" href={at('/me')} title={email}>
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
