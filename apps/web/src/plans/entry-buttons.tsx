import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

interface EntryButtonsProps {
  /** What the buttons are about, for people who hear them. */
  readonly name: string;
  readonly change: () => void;
  readonly remove: () => void;
}

/** The buttons at the end of an entry of a list. */
export function EntryButtons({ name, change, remove }: EntryButtonsProps) {
  const { text } = useTexts(TEXTS);
  return (
    <span class="acts">
      <button type="button" aria-label={text('plans.changeOne', { name })} onClick={change}>
        {text('plans.change')}
      </button>
      <button type="button" aria-label={text('plans.removeOne', { name })} onClick={remove}>
        {text('plans.remove')}
      </button>
    </span>
  );
}
