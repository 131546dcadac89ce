import { type Level, LEVELS, levelColour } from '../charts/levels.js';
import { Dialog } from '../forms/dialog.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

interface LevelMenuProps {
  /** The activities whose level is asked for. */
  readonly activities: readonly string[];
  readonly pick: (level: Level) => void;
  readonly close: () => void;
}

/** Asks for a level, with the keys that set it in the table. */
export function LevelMenu({ activities, pick, close }: LevelMenuProps) {
  const { text } = useTexts(TEXTS);
  const take = (level: Level) => {
    pick(level);
    close();
  };
  const onKey = (event: KeyboardEvent) => {
    const level = LEVELS[Number(event.key) - 1];
    if (level !== undefined) take(level);
  };
  const [first = ''] = activities;
  const title =
    activities.length === 1 ? (
      <>
        {text('levels.of')} <bdi>{first}</bdi>
      </>
    ) : (
      text('levels.ofSeveral', { count: activities.length })
    );
  return (
    <Dialog title={title} class="menu levels-menu" onKeyDown={onKey} close={close}>
      {LEVELS.map((level, n) => (
        <button key={level} type="button" onClick={() => take(level)}>
          <span class="dot" aria-hidden="true" style={{ background: levelColour(level) }} />
          {text(`level.${level}`)}
          <kbd>{n + 1}</kbd>
        </button>
      ))}
    </Dialog>
  );
}
