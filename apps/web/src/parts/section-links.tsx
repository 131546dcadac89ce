import { useLocation } from 'preact-iso';
import { at } from '../server/address.js';

interface SectionLinksProps {
  readonly label: string;
  readonly links: readonly { readonly href: `/${string}`; readonly name: string }[];
}

/** The links between the pages of one section, such as those of the account. */
export function SectionLinks({ label, links }: SectionLinksProps) {
  const { path } = useLocation();
  return (
    <nav class="section" aria-label={label}>
      {links.map(({ href, name }) => (
        <a key={href} href={at(href)} {...(path === at(href) && { 'aria-current': 'page' as const })}>
          {name}
        </a>
      ))}
    </nav>
  );
}
