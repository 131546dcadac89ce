import { useTexts } from '../../text/reader.js';
import { type RefusedLine, refusedText } from './send-history.js';
import { TEXTS } from './texts.js';

const MOST_SHOWN = 20;

/** The first refused lines with their reasons, and all of them to download. */
export function RefusedLines({ refused, name }: { refused: readonly RefusedLine[]; name: string }) {
  const { text } = useTexts(TEXTS);
  const save = () => {
    const address = URL.createObjectURL(new Blob([refusedText(refused)], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${name}.refused.txt`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <section aria-label={text('import.refused')}>
      <h3>{text('import.refused')}</h3>
      <ul class="entries">
        {refused.slice(0, MOST_SHOWN).map(({ line, message }, n) => (
          <li key={n}>
            <div class="what">
              <p class="quiet">{line === null ? text('import.fault') : text('import.line', { line })}</p>
              <bdi>{message}</bdi>
            </div>
          </li>
        ))}
      </ul>
      <button type="button" onClick={save}>
        {text('import.download')}
      </button>
    </section>
  );
}
