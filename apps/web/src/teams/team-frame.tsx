import './teams.css';
import type { ComponentChildren } from 'preact';
import { SectionLinks } from '../parts/section-links.js';
import { useTitle } from '../parts/use-title.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

/** A page about teams: its name, and the way to all teams and to what the reader shares. */
export function TeamFrame({ title, children }: { title: string; children: ComponentChildren }) {
  const { text } = useTexts(TEXTS);
  useTitle(title);
  return (
    <>
      <SectionLinks
        label={text('section')}
        links={[
          { href: '/teams', name: text('section.teams') },
          { href: '/me/teams', name: text('section.mine') },
        ]}
      />
      <h1>
        <bdi>{title}</bdi>
      </h1>
      {children}
    </>
  );
}
