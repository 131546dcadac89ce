import type { RowLength } from '@app/client';
import { useState } from 'preact/hooks';
import { byteText } from '../../format/bytes.js';
import { Card } from '../../parts/card.js';
import { ChoiceField } from '../../parts/field.js';
import { useTexts } from '../../text/reader.js';
import { AccountPage } from '../account-page.js';
import { DropZone } from './drop-zone.js';
import { type HistoryFile, lookAt } from './history-file.js';
import { ImportRun } from './import-run.js';
import { TEXTS } from './texts.js';

/** Takes in a history from a file: what it is, its first lines, and how far it is. */
export function ImportPage() {
  const { text } = useTexts(TEXTS);
  const [history, setHistory] = useState<HistoryFile>();
  /** Another number for each file, so that the part below starts again. */
  const [turn, setTurn] = useState(0);
  const [isRunning, setRunning] = useState(false);
  const take = async (file: File, rows?: RowLength) => {
    const found = await lookAt(file, rows).catch((): HistoryFile => ({ kind: 'refused', why: 'other' }));
    setHistory(found);
    setTurn((count) => count + 1);
  };
  return (
    <AccountPage title={text('import.title')}>
      <Card title={text('import.file')}>
        <p>{text('import.words')}</p>
        {!isRunning && <DropZone isAgain={history !== undefined} take={(file) => void take(file)} />}
        {history && <Found history={history} choose={(file, rows) => void take(file, rows)} />}
        {(history?.kind === 'export' || history?.kind === 'table') && (
          <ImportRun key={turn} history={history} runs={setRunning} />
        )}
      </Card>
    </AccountPage>
  );
}

interface FoundProps {
  readonly history: HistoryFile;
  readonly choose: (file: File, rows: RowLength) => void;
}

function Found({ history, choose }: FoundProps) {
  const { text } = useTexts(TEXTS);
  if (history.kind === 'refused') return <Refused history={history} />;
  return (
    <>
      <p role="status">
        <bdi>
          <strong>{history.file.name}</strong>
        </bdi>
        <br />
        <Kind history={history} />
      </p>
      {history.kind === 'table' && history.table.notices.length > 0 && <p class="notice">{text('import.guess')}</p>}
      {history.kind === 'length-needed' && <LengthField choose={(rows) => choose(history.file, rows)} />}
      <h3 class="quiet">{text('import.first')}</h3>
      <pre class="lines" dir="auto" tabIndex={0}>
        {history.lines.join('\n')}
      </pre>
    </>
  );
}

function Kind({ history }: { history: Exclude<HistoryFile, { kind: 'refused' }> }) {
  const { text, locale } = useTexts(TEXTS);
  const size = byteText(locale, history.file.size);
  if (history.kind === 'export') return <>{text('import.export', { size })}</>;
  if (history.kind === 'length-needed') return <>{size}</>;
  const { rows, bucketSeconds } = history.table;
  const length = text(
    bucketSeconds === 300 ? 'import.five-minutes' : bucketSeconds === 3_600 ? 'import.hours' : 'import.days',
  );
  return <>{text('import.table', { rows: rows.length, length, size })}</>;
}

function LengthField({ choose }: { choose: (rows: RowLength) => void }) {
  const { text } = useTexts(TEXTS);
  const choices = (['days', 'hours'] as const).map((value) => ({ value, name: text(`import.${value}`) }));
  return (
    <ChoiceField
      label={text('import.length')}
      hint={text('import.lengthHint')}
      value=""
      choices={[{ value: '', name: text('import.lengthChoose') }, ...choices]}
      change={(rows) => rows !== '' && choose(rows as RowLength)}
    />
  );
}

function Refused({ history }: { history: Extract<HistoryFile, { kind: 'refused' }> }) {
  const { text, locale } = useTexts(TEXTS);
  return (
    <p class="bad" role="alert">
      {history.why === 'large'
        ? text('import.large', { size: byteText(locale, history.size), most: byteText(locale, history.most) })
        : text(`import.${history.why}`)}
    </p>
  );
}
