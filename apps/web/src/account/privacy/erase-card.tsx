import { answerOf } from '@app/client';
import { useRef, useState } from 'preact/hooks';
import { Card } from '../../parts/card.js';
import { ChangeProblem } from '../../parts/change-problem.js';
import { useServer } from '../../server/answers.js';
import { useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { shortDay } from '../../format/moments.js';
import { EraseForm, sliceOf, type Slice, WHOLE } from './erase-form.js';
import { ErasePreview } from './erase-preview.js';
import { ErasureProgress } from './erasure-progress.js';
import { TEXTS } from './erase-texts.js';
import { allGone, type Gone } from './gone.js';

/** Erases a slice of time: first what would go, then the erasure, then its progress. */
export function EraseCard() {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const look = useChange();
  const [slice, setSlice] = useState<Slice>(WHOLE);
  const [gone, setGone] = useState<Gone>();
  /** Counts the changes of the form, so that an answer about an older form is thrown away. */
  const version = useRef(0);
  const change = (next: Slice) => {
    version.current++;
    setGone(undefined);
    setSlice(next);
  };
  const show = () => {
    const asked = ++version.current;
    const told = (part: Gone): boolean => {
      if (version.current === asked) setGone(part);
      return version.current === asked;
    };
    const ask = (after: string | undefined) =>
      answerOf(client.POST('/api/v1/erasures/preview', { body: { ...sliceOf(slice), ...(after && { after }) } }));
    void look.run(() => allGone(ask, told));
  };
  return (
    <Card title={text('erase.title')}>
      <p>{text('erase.words')}</p>
      <ErasureProgress />
      <EraseForm slice={slice} change={change} isBusy={look.isBusy} submit={show} />
      <ChangeProblem error={look.error} />
      {gone?.upTo && (
        <p role="status" class="quiet">
          {text('erase.looking', { day: shortDay(locale, gone.upTo) })}
        </p>
      )}
      {gone && <ErasePreview gone={gone} slice={slice} done={() => change(WHOLE)} />}
    </Card>
  );
}
