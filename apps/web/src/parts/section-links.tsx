import { useLocation } from 'preact-iso';
import { at } from '../server/address.js';

interface SectionLinksProps {
  readonly label: string;
  readonly links: readonly { readonly href: `/${string}`; readonly name: string; readonly isCurrent?: boolean }[];
}

/** The links between the pages of one section, such as those of the account. */
export function SectionLinks({ label, links }: SectionLinksProps) {
  const { path } = useLocation();
  return (
    <nav class="section" aria-label={label}>
      {links.map(({ href, name, isCurrent = path === at(href) }) => (
        <a key={href} href={at(href)} {...(isCurrent && { 'aria-current': 'page' as const })}>
          {name}
        </a>
      ))}
    </nav>
  );
}
