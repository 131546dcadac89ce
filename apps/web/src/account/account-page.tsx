import './account.css';
import type { ComponentChildren } from 'preact';
import { SectionPage } from '../parts/section-page.js';
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

/** A page of the account: its title, and the links to the other ones. */
export function AccountPage({ title, children }: { title: string; children: ComponentChildren }) {
  const { text } = useTexts(TEXTS);
  const links = PAGES.map(({ href, key }) => ({ href, name: text(key) }));
  return <SectionPage {...{ title, links, children }} label={text('account.pages')} />;
}
