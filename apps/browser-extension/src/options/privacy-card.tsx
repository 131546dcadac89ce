import { useState } from 'preact/hooks';
import { ask } from '../parts/ask.js';
import { Outcome } from '../parts/field.js';
import { text } from '../parts/texts.js';
import { useWork } from '../parts/use-work.js';
import { readExclusions } from '../privacy/exclusions.js';
import type { ShownSettings } from '../ways/questions.js';

const MOST_SHOWN = 5;

/** What never leaves the browser, by the choice of the person. */
export function PrivacyCard({ settings }: { settings: ShownSettings }) {
  const [lines, setLines] = useState(settings.exclusions);
  const [isHostOnly, setHostOnly] = useState(settings.isHostOnly);
  const work = useWork(text('no_background'));
  const save = () =>
    work.start(async () => {
      const { wrong } = readExclusions(lines);
      if (wrong.length > 0) return { text: text('wrongLines', wrong.slice(0, MOST_SHOWN).join(', ')), isGood: false };
      await ask('choose', { what: 'privacy', exclusions: lines, isHostOnly });
      return { text: text('saved'), isGood: true };
    });
  return (
    <section class="card">
      <header>
        <h2>{text('privacy')}</h2>
      </header>
      <p>{text('privacyAlways')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div class="field">
          <label htmlFor="exclusions">{text('exclusions')}</label>
          <textarea
            id="exclusions"
            aria-describedby="exclusions-hint"
            spellcheck={false}
            value={lines}
            onInput={({ currentTarget }) => setLines(currentTarget.value)}
          />
          <p id="exclusions-hint" class="quiet">
            {text('exclusionsHow')}
          </p>
        </div>
        <label class="tick">
          <input
            type="checkbox"
            checked={isHostOnly}
            onChange={({ currentTarget }) => setHostOnly(currentTarget.checked)}
          />
          <span>
            {text('hostOnly')}
            <span class="quiet">{text('hostOnlyWhy')}</span>
          </span>
        </label>
        <button class="primary" disabled={work.isRunning}>
          {text('save')}
        </button>
        <Outcome work={work} />
      </form>
    </section>
  );
}
