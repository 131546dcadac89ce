import './account.css';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { SectionLinks } from '../parts/section-links.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

const PAGES = [
  { href: '/me', key: 'account.profile' },
  { href: '/me/security', key: 'account.security' },
  { href: '/me/keys', key: 'account.keys' },
  { href: '/me/devices', key: 'account.devices' },
  { href: '/me/applications', key: 'account.applications' },
  { href: '/me/teams', key: 'account.teams' },
  { href: '/me/reports', key: 'account.reports' },
  { href: '/me/privacy', key: 'account.privacy' },
  { href: '/me/import', key: 'account.import' },
] as const;

/** The frame of every page of the account: its name, and the links to the others. */
export function AccountPage({ title, children }: { title: string; children: ComponentChildren }) {
  const { text } = useTexts(TEXTS);
  useEffect(() => {
    document.title = `${title} · Timeledger`;
  }, [title]);
  return (
    <>
      <h1>{title}</h1>
      <SectionLinks label={text('account.pages')} links={PAGES.map(({ href, key }) => ({ href, name: text(key) }))} />
      {children}
    </>
  );
}
