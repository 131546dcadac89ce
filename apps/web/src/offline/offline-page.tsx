import { answerOf, type components } from '@app/client';
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { clockText } from '../format/clock.js';
import { isDay, longDay, wallClock } from '../format/days.js';
import { durationText } from '../format/duration.js';
import { grouped } from '../format/grouped.js';
import { isolated } from '../format/isolated.js';
import { monthOf } from '../format/periods.js';
import { AnswerState } from '../parts/answer-state.js';
import { useToday } from '../live/live.js';
import { Card } from '../parts/card.js';
import { Confirm } from '../forms/confirm.js';
import { EntryButtons } from '../plans/entry-buttons.js';
import { NoPage } from '../parts/no-page.js';
import { MonthBar } from '../plans/month-bar.js';
import { PlanFrame } from '../plans/plan-frame.js';
import { TEXTS as PLANS } from '../plans/texts.js';
import { at } from '../server/address.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { OfflineDialog, type OfflineDraft } from './offline-dialog.js';
import { TEXTS } from './texts.js';

type Piece = components['schemas']['OfflineTimePieceDto'];

/** `/offline-time/2026-11`, or this month at `/offline-time`. */
export function OfflinePage() {
  const { text } = useTexts(TEXTS);
  const plans = useTexts(PLANS);
  const present = useToday();
  const asked = useRoute().params.month;
  const month = asked ?? present.slice(0, 7);
  if (!isDay(`${month}-01`)) return <NoPage why={plans.text('plans.notAMonth', { month: month.slice(0, 40) })} />;
  return (
    <PlanFrame title={text('offlinePage.title')}>
      <p class="quiet">{text('offlinePage.what')}</p>
      <MonthBar page="/offline-time" month={month} today={present} />
      <OfflineMonth key={asked ?? ''} month={month} present={present} />
    </PlanFrame>
  );
}

/** `2026-11-20T09:00:00.000+01:00` to `2026-11-20T10:00:00.000+01:00`: `09:00 – 10:00`. */
const timesOf = (locale: string, { startedAt, endedAt }: Piece): string =>
  `${clockText(locale, startedAt)} – ${clockText(locale, endedAt)}`;
const momentOf = (moment: string): number => Date.parse(moment);
const secondsOf = ({ startedAt, endedAt }: Piece): number => (momentOf(endedAt) - momentOf(startedAt)) / 1000;

const draftOf = ({ id, date, startedAt, endedAt, activity, details }: Piece): OfflineDraft => ({
  ...{ id, date, start: wallClock(startedAt), end: wallClock(endedAt), activity },
  ...(details !== undefined && { details }),
  stretch: { from: momentOf(startedAt), to: momentOf(endedAt) },
});

/** What is open above the list. */
type Open = { readonly to: 'edit'; readonly draft: OfflineDraft } | Removal;
interface Removal {
  readonly to: 'remove';
  readonly piece: Piece;
}

function OfflineMonth({ month, present }: { month: string; present: string }) {
  const texts = useTexts(TEXTS);
  const plans = useTexts(PLANS);
  const { text, locale } = texts;
  const { client } = useServer();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const { begin, end } = monthOf(`${month}-01`);
  const { data, error, refetch } = useAnswer({
    key: ['offline-time', month],
    ask: () => answerOf(client.GET('/api/v1/offline-time', { params: { query: { begin, end } } })),
  });
  const pieces = data?.pieces ?? [];
  const total = pieces.reduce((sum, piece) => sum + secondsOf(piece), 0);
  const proposed = present.startsWith(month) ? present : begin;
  return (
    <>
      <AnswerState {...{ data, error, refetch }} />
      <p class="after">
        <button
          type="button"
          onClick={() => setOpen({ to: 'edit', draft: { date: proposed, start: '12:00', end: '12:30' } })}
        >
          {text('offline.add')}
        </button>{' '}
        {total > 0 && <span class="quiet">{text('offlinePage.total', { time: durationText(texts, total) })}</span>}
      </p>
      {data && pieces.length === 0 && <p class="notice">{text('offlinePage.none')}</p>}
      {grouped(pieces, ({ date }) => date).map(([date, ofDay]) => (
        <Card key={date} title={longDay(locale, date)}>
          <ul class="entries">
            {/* They come with the newest first. A day goes from morning to evening. */}
            {ofDay.reverse().map((piece) => (
              <PieceRow key={piece.id} piece={piece} open={setOpen} />
            ))}
          </ul>
          <a href={at(`/day/${date}`)}>{plans.text('plans.openDay')}</a>
        </Card>
      ))}
      {open?.to === 'edit' && <OfflineDialog draft={open.draft} hasDay close={close} />}
      {open?.to === 'remove' && <RemovePiece piece={open.piece} close={close} />}
    </>
  );
}

function PieceRow({ piece, open }: { piece: Piece; open: (open: Open) => void }) {
  const texts = useTexts(TEXTS);
  const { locale } = texts;
  return (
    <li>
      <div class="what">
        {timesOf(locale, piece)} · <bdi>{piece.activity}</bdi>
        <p class="quiet">
          {durationText(texts, secondsOf(piece))}
          {piece.details !== undefined && (
            <>
              {' · '}
              <bdi>{piece.details}</bdi>
            </>
          )}
        </p>
      </div>
      <EntryButtons
        name={`${timesOf(locale, piece)} ${isolated(piece.activity)}`}
        change={() => open({ to: 'edit', draft: draftOf(piece) })}
        remove={() => open({ to: 'remove', piece })}
      />
    </li>
  );
}

function RemovePiece({ piece, close }: { piece: Piece; close: () => void }) {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const what = `${longDay(locale, piece.date)}, ${timesOf(locale, piece)}, ${isolated(piece.activity)}`;
  return (
    <Confirm
      title={text('offlinePage.remove')}
      act={text('offlinePage.removeAct')}
      changes={['day', 'range', 'goals', 'offline-time']}
      work={() => client.DELETE('/api/v1/offline-time/{id}', { params: { path: { id: piece.id } } })}
      close={close}
    >
      <p>{text('offlinePage.removeMeaning', { what })}</p>
    </Confirm>
  );
}
