import { useLocation } from 'preact-iso';
import { at, isUnder, pathOf } from '../server/address.js';

export interface SectionLinksProps {
  /** What the section is about. */
  readonly label: string;
  readonly links: readonly { readonly href: `/${string}`; readonly name: string }[];
}

/** The links between the pages of one section, such as those of the account. */
export function SectionLinks({ label, links }: SectionLinksProps) {
  const path = pathOf(useLocation().path);
  // `/me/keys` is under `/me` too: the longest address is the one of the page.
  const [current] = links.filter(({ href }) => isUnder(path, href)).sort((a, b) => b.href.length - a.href.length);
  return (
    <nav class="section" aria-label={label}>
      {links.map((link) => (
        <a key={link.href} href={at(link.href)} {...(link === current && { 'aria-current': 'page' as const })}>
          {link.name}
        </a>
      ))}
    </nav>
  );
}
