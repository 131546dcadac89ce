import { SectionLinks } from '../parts/section-links.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

/** The links between the pages about how time is classed. */
export function ClassLinks() {
  const { text } = useTexts(TEXTS);
  return (
    <SectionLinks
      label={text('activities.pages')}
      links={[
        { href: '/activities', name: text('frame.activities') },
        { href: '/activities/categories', name: text('categories.title') },
      ]}
    />
  );
}
