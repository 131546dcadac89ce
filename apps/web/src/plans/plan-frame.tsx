import './plans.css';
import type { ComponentChildren } from 'preact';
import { SectionPage } from '../parts/section-page.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

const PAGES = [
  { href: '/goals', key: 'plans.goals' },
  { href: '/schedules', key: 'plans.schedules' },
  { href: '/highlights', key: 'plans.highlights' },
  { href: '/offline-time', key: 'plans.offline' },
  { href: '/focus', key: 'plans.focus' },
] as const;

/** A page of plans and notes: its title, and the links to the other ones. */
export function PlanFrame({ title, children }: { title: string; children: ComponentChildren }) {
  const { text } = useTexts(TEXTS);
  const links = PAGES.map(({ href, key }) => ({ href, name: text(key) }));
  return <SectionPage {...{ title, links, children }} label={text('plans.section')} />;
}
