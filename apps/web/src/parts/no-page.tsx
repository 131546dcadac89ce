import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { useTitle } from './use-title.js';

/** What an address shows that leads to no page: why, and the way to today. */
export function NoPage({ why }: { why: string }) {
  const { text } = useTexts();
  useTitle(why);
  return (
    <>
      <h1>{why}</h1>
      <p>
        <a href={at('/day')}>{text('problem.toDay')}</a>
      </p>
    </>
  );
}
