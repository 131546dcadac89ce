import './rules.css';
import { answerOf } from '@app/client';
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isolated } from '../format/isolated.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { Toast } from '../parts/toast.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTitle } from '../parts/use-title.js';
import { useTexts } from '../text/reader.js';
import { draftOfQuery, draftOfRule, type Rule } from './rule-draft.js';
import { RuleForm } from './rule-form.js';
import { RuleList } from './rule-list.js';
import { TEXTS } from './texts.js';

/** The rules that give time another name. `/rules?activity=Chrome&text=acme` fills the form. */
export function RulesPage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { query } = useLocation();
  const [draft, setDraft] = useState(() => draftOfQuery(query));
  /** Counts the forms that were opened, so that each begins as its draft says. */
  const [opened, setOpened] = useState(0);
  const [outcome, setOutcome] = useState('');
  const form = useRef<HTMLDivElement>(null);
  const { data, error, refetch } = useAnswer({ key: ['rules'], ask: () => answerOf(client.GET('/api/v1/rules')) });
  useTitle(text('rules.title'));
  const open = (next: typeof draft) => {
    setDraft(next);
    setOpened((count) => count + 1);
  };
  useEffect(() => {
    // The first form is where the page begins anyway.
    if (draft.id !== undefined) form.current?.querySelector('input')?.focus();
  }, [opened]);
  return (
    <>
      <h1>{text('rules.title')}</h1>
      <p class="meaning">{text('rules.meaning')}</p>
      <div ref={form}>
        <RuleForm
          key={opened}
          start={draft}
          cancel={() => open(draftOfQuery({}))}
          saved={(name) => {
            setOutcome(text('rules.saved', { name: isolated(name) }));
            open(draftOfQuery({}));
          }}
        />
      </div>
      <Card title={text('rules.list')} hint={text('rules.order')}>
        <AnswerState {...{ data, error, refetch }} />
        {data && <RuleList rules={data.rules} change={(rule: Rule) => open(draftOfRule(rule))} tell={setOutcome} />}
      </Card>
      <Toast sentence={outcome} close={() => setOutcome('')} />
    </>
  );
}
