import './documents.css';
import { answerOf, type components } from '@app/client';
import { type Level, levelColour } from '../charts/levels.js';
import { durationText } from '../format/duration.js';
import { AnswerState } from '../parts/answer-state.js';
import { usePast } from '../past/use-past.js';
import { at } from '../server/address.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

type Report = components['schemas']['DocumentsReportDto'];

interface DocumentsProps {
  readonly activity: string;
  /** The first and the last day. */
  readonly begin: string;
  readonly end: string;
}

const MOST_SHOWN = 100;

/** The titles or paths of one activity in some days, with their time. */
export function Documents({ activity, begin, end }: DocumentsProps) {
  const texts = useTexts(TEXTS);
  const { text } = texts;
  const { client } = useServer();
  const { asOf } = usePast();
  const query = { activity, begin, end, ...(asOf !== undefined && { asOf }) };
  const { data, error, refetch } = useAnswer<Report>({
    key: ['documents', begin, end, activity, ...(asOf === undefined ? [] : [asOf])],
    ask: () => answerOf(client.GET('/api/v1/reports/documents', { params: { query } })),
  });
  if (!data) return <AnswerState {...{ data, error, refetch }} />;
  const shown = data.documents.slice(0, MOST_SHOWN);
  const rest = data.documentCount - shown.length;
  return (
    <div class="documents" tabIndex={0} role="group" aria-label={text('bars.documents', { activity })}>
      {shown.length === 0 && <p class="quiet">{text('documents.none')}</p>}
      <ol>
        {shown.map(({ document, category, productivity, seconds }, n) => (
          <li key={n} title={`${document} · ${category}`}>
            <span
              class="dot small"
              role="img"
              aria-label={text(`level.${productivity as Level}`)}
              style={{ background: levelColour(productivity) }}
            />
            <span class="name">
              <bdi>{document}</bdi>
            </span>
            <span class="time">{durationText(texts, seconds)}</span>
          </li>
        ))}
      </ol>
      {rest > 0 && <p class="quiet">{text('documents.more', { count: rest })}</p>}
      {asOf === undefined && (
        <p>
          <a href={at(`/rules?${new URLSearchParams({ activity }).toString()}`)}>{text('documents.rule')}</a>
        </p>
      )}
    </div>
  );
}
