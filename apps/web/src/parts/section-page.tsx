import type { ComponentChildren } from 'preact';
import { SectionLinks, type SectionLinksProps } from './section-links.js';
import { useTitle } from './use-title.js';

/** A page of a section: the links to its other pages, its name, and what it shows. */
export function SectionPage({
  title,
  children,
  ...links
}: SectionLinksProps & { title: string; children: ComponentChildren }) {
  useTitle(title);
  return (
    <>
      <SectionLinks {...links} />
      <h1>{title}</h1>
      {children}
    </>
  );
}
