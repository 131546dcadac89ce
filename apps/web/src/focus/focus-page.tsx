import { durationText } from '../format/duration.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { PlanFrame } from '../plans/plan-frame.js';
import { useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { BlockingCard } from './blocking-card.js';
import { type Focus, useFocus } from './focus-answer.js';
import { FocusControl } from './focus-control.js';
import { TEXTS } from './texts.js';

/** `/focus`: the running session, and those that are over. */
export function FocusPage() {
  const { text } = useTexts(TEXTS);
  const { data, error, refetch } = useFocus();
  return (
    <PlanFrame title={text('focus.title')}>
      <p class="quiet">{text('focus.what')}</p>
      <AnswerState {...{ data, error, refetch }} />
      {data && (
        <>
          <Card title={text('focus.title')}>
            <FocusControl focus={data} again={() => void refetch()} />
          </Card>
          <BlockingCard blocking={data.blocking} />
          <Card title={text('focus.past')} {...(data.sessions.length > 0 && { hint: text('focus.pastHint') })}>
            {data.sessions.length === 0 ? (
              <p class="quiet">{text('focus.noPast')}</p>
            ) : (
              <PastSessions sessions={data.sessions} />
            )}
          </Card>
        </>
      )}
    </PlanFrame>
  );
}

function PastSessions({ sessions }: { sessions: Focus['sessions'] }) {
  const texts = useTexts(TEXTS);
  const { timeZone } = useServer();
  const moment = new Intl.DateTimeFormat(texts.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return (
    <ul class="entries">
      {sessions.map(({ id, startedAt, endedAt, durationMinutes, because, enforced }) => (
        <li key={id}>
          <div class="what">
            {moment.formatRange(Date.parse(startedAt), Date.parse(endedAt))}
            <p class="quiet">
              {texts.text('focus.of', {
                time: durationText(texts, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000),
                planned: durationText(texts, durationMinutes * 60),
              })}{' '}
              · {texts.text(`focus.${because}`)}
              {keptAway(enforced) > 0 && ` · ${texts.text('focus.kept', { count: keptAway(enforced) })}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** How often a session kept something away, in any way. */
const keptAway = ({ minimised, notified, sites }: Focus['sessions'][number]['enforced']): number =>
  minimised + notified + sites;
