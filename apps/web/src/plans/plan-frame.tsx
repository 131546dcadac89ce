import './plans.css';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { SectionLinks } from '../parts/section-links.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

/** A page of the section: its title, and the links to the other pages of plans. */
export function PlanFrame({ title, children }: { title: string; children: ComponentChildren }) {
  const { text } = useTexts(TEXTS);
  useEffect(() => {
    document.title = `${title} · Timeledger`;
  }, [title]);
  return (
    <>
      <SectionLinks
        label={text('plans.section')}
        links={[
          { href: '/goals', name: text('plans.goals') },
          { href: '/schedules', name: text('plans.schedules') },
          { href: '/highlights', name: text('plans.highlights') },
          { href: '/offline-time', name: text('plans.offline') },
          { href: '/focus', name: text('plans.focus') },
        ]}
      />
      <h1>{title}</h1>
      {children}
    </>
  );
}
